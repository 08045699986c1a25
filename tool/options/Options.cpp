#include "options/Options.h"
#include "options/Failure.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <ranges>
#include <set>
#include <string_view>
#include <utility>

namespace async_trait_gen {
namespace {

[[noreturn]] void failUsage(const std::string& Message) {
  throw Failure(ExitCode::BadUsage, Message);
}

std::string inQuotes(std::string_view Text) { return std::string("'").append(Text) + "'"; }

/// One row of the table: how an option is spelt, explained and stored.
struct OptionRow {
  std::string_view Name;
  std::string_view Value; ///< What help calls its value; empty where it takes none.
  std::string_view Help;
  void (*Store)(Options& Into, std::string_view Value);

  bool takesValue() const { return !Value.empty(); }
  bool isShort() const { return !Name.starts_with("--"); }
};

template <std::optional<std::string> Options::* Field>
void storeText(Options& Into, std::string_view Value) {
  Into.*Field = Value;
}

template <Options::Action Action>
void storeAction(Options& Into, std::string_view) {
  Into.What = std::max(Into.What, Action);
}

void storeJobs(Options& Into, std::string_view Value) {
  const auto [End, Error] =
      std::from_chars(Value.data(), Value.data() + Value.size(), Into.Jobs, 10);
  if (Error != std::errc() || End != Value.data() + Value.size() || Into.Jobs == 0)
    failUsage("'-j' needs a number from 1 on, not " + inQuotes(Value));
}

constexpr std::array OutputKinds =
    std::to_array<std::pair<std::string_view, OutputKind>>({{"header", OutputKind::Header},
                                                            {"json", OutputKind::Json},
                                                            {"mock", OutputKind::Mock},
                                                            {"decorator", OutputKind::Decorator}});

constexpr std::array Formats = std::to_array<std::pair<std::string_view, DiagnosticsFormat>>(
    {{"text", DiagnosticsFormat::Text},
     {"json", DiagnosticsFormat::Json},
     {"sarif", DiagnosticsFormat::Sarif}});

/// The value that \p Word stands for among \p Words.
template <class Value, std::size_t Count>
std::optional<Value> meaningOf(std::string_view Word,
                               const std::array<std::pair<std::string_view, Value>, Count>& Words) {
  const auto* Found = std::ranges::find(Words, Word, &std::pair<std::string_view, Value>::first);
  return Found == Words.end() ? std::nullopt : std::optional(Found->second);
}

void storeEmit(Options& Into, std::string_view Value) {
  Into.Emit.clear();
  for (const auto Part : std::views::split(Value, ',')) {
    const std::string_view Word(Part.begin(), Part.end());
    const auto Kind = meaningOf(Word, OutputKinds);
    if (!Kind)
      failUsage(inQuotes(Word) + " is no value for '--emit'; it can be 'header', 'json', 'mock', "
                                 "'decorator' or several of them, with commas between");
    if (std::ranges::count(Into.Emit, *Kind) > 0)
      failUsage("'--emit' names " + inQuotes(Word) + " more than once");
    Into.Emit.push_back(*Kind);
  }
}

void storeFormat(Options& Into, std::string_view Value) {
  const auto Format = meaningOf(Value, Formats);
  if (!Format)
    failUsage(inQuotes(Value) +
              " is no value for '--diagnostics-format'; it can be 'text', 'json' or 'sarif'");
  Into.Format = *Format;
}

constexpr std::array Table = {
    OptionRow{"-o", "FILE",
              "Write the output of a single header to FILE; '-', the default for a single\n"
              "header, is standard output.",
              storeText<&Options::Output>},
    OptionRow{"--out-dir", "DIR",
              "Write each output under DIR, at its header's path relative to the base\n"
              "directory. Without it the outputs of several headers go next to them.",
              storeText<&Options::OutDir>},
    OptionRow{"--base-dir", "DIR",
              "The base directory for --out-dir (default: each header's own directory).",
              storeText<&Options::BaseDir>},
    OptionRow{"-p", "DIR",
              "Take compiler flags from the compilation database in DIR: the header's own\n"
              "entry, else the closest file's. Flags after '--' are added behind them.",
              storeText<&Options::Database>},
    OptionRow{"--emit", "KIND,...",
              "What to write: 'header' (the default) is NAME.h; 'json' is what the header says\n"
              "as data, in NAME.trait.json; 'mock' is NAME.mock.h, with a Google Mock class\n"
              "for each trait; 'decorator' is NAME.decorator.h, with a class for each trait\n"
              "whose calls go through a decorator. '-o' names the output of one kind; several\n"
              "kinds of a single header go by default next to it.",
              storeEmit},
    OptionRow{"--template", "FILE",
              "Write what the Mustache template FILE makes of the model that 'json' is: with\n"
              "page.html.mustache it is NAME.html. It comes in the place of the header or,\n"
              "with '--emit', beside what that names.",
              storeText<&Options::Template>},
    OptionRow{"--depfile", "FILE",
              "Write a Make rule to FILE: every output depends on the headers, on all that\n"
              "they include, on their configurations and on the template. An output on standard "
              "output is\n"
              "named as the file next to its header.",
              storeText<&Options::DepFile>},
    OptionRow{"--check", "",
              "Write nothing; exit with 1 and say which outputs are stale. A single\n"
              "header's output is then by default the file next to it.",
              storeAction<Options::Action::Check>},
    OptionRow{"--suggest", "",
              "Read a header with classes whose virtual methods return futures, and write\n"
              "the trait header that could take its place; '-o' names it. What is not\n"
              "carried over is a comment in it, and a warning.",
              storeAction<Options::Action::Suggest>},
    OptionRow{"--diagnostics-format", "FORMAT",
              "How errors are printed on standard error: 'text' (the default) is like Clang's;\n"
              "'json' is one array, 'sarif' one SARIF 2.1.0 document, also without an error.",
              storeFormat},
    OptionRow{"--config", "FILE",
              "Take the output's names and the traits' defaults from FILE. Without it each\n"
              "header has those of the next .async-trait.json in its directory or above.",
              storeText<&Options::Config>},
    OptionRow{"--cache-dir", "DIR",
              "Keep standard headers precompiled in DIR: the next call for a header that\n"
              "begins with the same ones is faster, and its result the same.",
              storeText<&Options::CacheDir>},
    OptionRow{"-j", "N", "Read up to N headers at a time (default: 1).", storeJobs},
    OptionRow{"--resource-dir", "DIR",
              "Where Clang's builtin headers are (default: found by the tool itself).",
              storeText<&Options::ResourceDir>},
    OptionRow{"--version", "", "Print the version.", storeAction<Options::Action::PrintVersion>},
    OptionRow{"--help", "", "Print this text.", storeAction<Options::Action::PrintHelp>},
};

constexpr std::string_view Usage =
    "Usage: async-trait-gen [options] <trait header>... [-- <compiler flags>]\n"
    "\n"
    "Reads C++ trait headers (NAME.trait.h, .trait.hpp, .trait.hh, .trait.hxx) and\n"
    "writes NAME.h with static and dynamic dispatch for their traits.\n"
    "\n"
    "Options:\n";

constexpr std::string_view ExitCodes =
    "\n"
    "Exit: 0 done; 1 an input has errors, or --check found stale outputs; 2 bad\n"
    "usage; 3 a file could not be read or written. After any error nothing is written.\n";

/// An argument taken apart: its row and, where it was joined to the name, its
/// value.
struct Spelling {
  const OptionRow* Row;
  std::optional<std::string_view> Joined;
};

/// Options with two dashes take their value after `=`; those with one directly
/// behind the letter, with or without a `=`.
Spelling takeApart(std::string_view Argument) {
  const bool IsLong = Argument.starts_with("--");
  const std::size_t NameEnd = IsLong ? std::min(Argument.find('='), Argument.size()) : 2;
  const std::string_view Name = Argument.substr(0, NameEnd);
  const auto Row = std::ranges::find(Table, Name, &OptionRow::Name);
  if (Row == Table.end())
    failUsage("unknown option " + inQuotes(Argument) + "; '--help' lists the options");

  std::string_view Rest = Argument.substr(NameEnd);
  if (Rest.empty())
    return {&*Row, std::nullopt};
  if (Rest.starts_with('='))
    Rest.remove_prefix(1);
  return {&*Row, Rest};
}

/// Walks over the arguments once.
class Parser {
public:
  explicit Parser(std::span<const char* const> All) : Rest(All) {}

  Options parse() {
    while (!Rest.empty()) {
      const std::string_view Argument = next();
      if (Argument == "--") {
        Result.CompilerFlags.assign(Rest.begin(), Rest.end());
        break;
      }
      if (Argument.empty())
        failUsage("a trait header needs a name that is not empty");
      if (Argument.starts_with('-') && Argument != "-")
        parseOption(Argument);
      else
        Result.Headers.emplace_back(Argument);
    }
    if (Result.Template)
      emitTemplate();
    if (Result.What == Options::Action::Suggest)
      suggestToStandardOutput();
    return std::move(Result);
  }

private:
  std::string_view next() {
    const std::string_view First = Rest.front();
    Rest = Rest.subspan(1);
    return First;
  }

  void parseOption(std::string_view Argument) {
    const auto [Row, Joined] = takeApart(Argument);
    if (!Seen.insert(Row->Name).second)
      failUsage(inQuotes(Row->Name) + " is given more than once");
    if (!Row->takesValue()) {
      if (Joined)
        failUsage(inQuotes(Row->Name) + " takes no value");
      Row->Store(Result, {});
      return;
    }
    const std::string_view Value = Joined ? *Joined : nextValue();
    if (Value.empty())
      failUsage(inQuotes(Row->Name) + " needs a value: " + std::string(Row->Value));
    Row->Store(Result, Value);
  }

  /// Only what was asked for comes beside it.
  void emitTemplate() {
    if (!Seen.contains("--emit"))
      Result.Emit.clear();
    Result.Emit.push_back(OutputKind::Template);
  }

  /// One header is read, and where the result goes is up to `-o` alone.
  void suggestToStandardOutput() {
    for (const char* Other : {"--check", "--emit", "--template", "--out-dir", "--base-dir",
                              "--depfile", "--config", "--cache-dir"})
      if (Seen.contains(Other))
        failUsage("'--suggest' and " + inQuotes(Other) + " exclude each other");
    if (Result.Headers.size() > 1)
      failUsage("'--suggest' reads one header, but there are " +
                std::to_string(Result.Headers.size()));
    if (!Result.Output)
      Result.Output = "-";
  }

  /// The argument behind an option, unless that is an option itself.
  std::string_view nextValue() {
    const bool IsThere = !Rest.empty() && (Rest.front() == std::string_view("-") ||
                                           !std::string_view(Rest.front()).starts_with('-'));
    return IsThere ? next() : std::string_view();
  }

  std::span<const char* const> Rest;
  std::set<std::string_view> Seen;
  Options Result;
};

bool asksForInformation(const Options& Parsed) {
  return Parsed.What == Options::Action::PrintHelp || Parsed.What == Options::Action::PrintVersion;
}

} // namespace

Options parseOptions(std::span<const char* const> Arguments) {
  Options Parsed = Parser(Arguments).parse();
  if (Parsed.Headers.empty() && !asksForInformation(Parsed))
    failUsage("no trait header given; '--help' shows how to call it");
  return Parsed;
}

DiagnosticsFormat requestedFormat(std::span<const char* const> Arguments) {
  constexpr std::string_view Name = "--diagnostics-format";
  DiagnosticsFormat Result = DiagnosticsFormat::Text;
  for (std::size_t I = 0; I < Arguments.size() && Arguments[I] != std::string_view("--"); ++I) {
    std::string_view Value = Arguments[I];
    if (!Value.starts_with(Name))
      continue;
    Value.remove_prefix(Name.size());
    if (Value.starts_with('='))
      Value.remove_prefix(1);
    else if (Value.empty() && I + 1 < Arguments.size())
      Value = Arguments[I + 1];
    Result = meaningOf(Value, Formats).value_or(Result);
  }
  return Result;
}

std::string helpText() {
  std::string Text(Usage);
  for (const OptionRow& Row : Table) {
    Text += "  " + std::string(Row.Name);
    if (Row.takesValue())
      Text.append(Row.isShort() ? " " : "=").append(Row.Value);
    Text += "\n      ";
    for (const char Character : Row.Help)
      Text += Character == '\n' ? std::string("\n      ") : std::string(1, Character);
    Text += '\n';
  }
  Text += ExitCodes;
  return Text;
}

} // namespace async_trait_gen
