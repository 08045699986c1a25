#include "options.h"

#include <charconv>
#include <limits>
#include <string>
#include <system_error>

namespace kv {

namespace {

template <class Number>
Number parse_number(std::string_view option, std::string_view text, Number least) {
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end || number < least)
    throw UsageError("'" + std::string(text) + "' will not do for " + std::string(option));
  return number;
}

std::optional<std::filesystem::path> parse_store(std::string_view text) {
  constexpr std::string_view sqlite = "sqlite:";
  if (text == "memory")
    return std::nullopt;
  if (text.starts_with(sqlite) && text.size() > sqlite.size())
    return text.substr(sqlite.size());
  throw UsageError("there is no store '" + std::string(text) + "'");
}

} // namespace

Options parse_options(std::span<const char* const> arguments) {
  Options options;
  for (auto next = arguments.begin(); next != arguments.end();) {
    const std::string_view option = *next++;
    const auto value = [&]() -> std::string_view {
      if (next == arguments.end())
        throw UsageError(std::string(option) + " needs a value");
      return *next++;
    };
    if (option == "--port")
      options.port = parse_number<std::uint16_t>(option, value(), 0);
    else if (option == "--store")
      options.sqlite = parse_store(value());
    else if (option == "--static")
      options.is_static = true;
    else if (option == "--metrics")
      options.has_metrics = true;
    else if (option == "--cache")
      options.cache_bytes = parse_number<std::size_t>(option, value(), 0);
    else if (option == "--attempts")
      options.attempts = parse_number<unsigned>(option, value(), 1);
    else
      throw UsageError("there is no option " + std::string(option));
  }
  const bool is_plain =
      !options.sqlite && !options.has_metrics && options.cache_bytes == 0 && options.attempts == 1;
  if (options.is_static && !is_plain)
    throw UsageError("--static is for the store in memory alone, without anything around it");
  return options;
}

} // namespace kv
