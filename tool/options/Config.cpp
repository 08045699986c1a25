#include "options/Config.h"
#include "model/OptionText.h"
#include "options/Failure.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string_view>

namespace async_trait_gen {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view FileName = ".async-trait.json";

/// A key for a part of the names, and where the part goes.
struct NameKey {
  std::string_view Key;
  std::string model::Naming::* Part;
};

/// No two suffixes of one array may be the same: they go behind one name.
constexpr std::array DynSuffixes = {NameKey{"ref_suffix", &model::Naming::RefSuffix},
                                    NameKey{"shared_suffix", &model::Naming::SharedSuffix},
                                    NameKey{"vtable_suffix", &model::Naming::VtableSuffix}};
constexpr std::array TraitSuffixes = {NameKey{"object_suffix", &model::Naming::ObjectSuffix},
                                      NameKey{"types_suffix", &model::Naming::TypesSuffix},
                                      NameKey{"aliases_suffix", &model::Naming::AliasesSuffix},
                                      NameKey{"defaults_suffix", &model::Naming::DefaultsSuffix},
                                      NameKey{"impl_suffix", &model::Naming::ImplSuffix},
                                      NameKey{"view_suffix", &model::Naming::ViewSuffix}};
constexpr std::array Prefixes = {NameKey{"dyn_prefix", &model::Naming::DynPrefix},
                                 NameKey{"decorated_suffix", &model::Naming::DecoratedSuffix},
                                 NameKey{"mock_prefix", &model::Naming::MockPrefix}};

bool isLetter(char C) { return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z'); }
bool isDigit(char C) { return C >= '0' && C <= '9'; }
bool isOfIdentifier(char C) { return isLetter(C) || isDigit(C) || C == '_'; }

/// Reads one configuration; knows its file for what it says of it.
class Reader {
public:
  explicit Reader(const std::string& ItsFile) : File(ItsFile) { Result.File = ItsFile; }

  Config read(const std::string& Text) {
    Json Document;
    try {
      Document = Json::parse(Text);
    } catch (const Json::parse_error& Error) {
      fail("is no JSON: byte " + std::to_string(Error.byte));
    } catch (const Json::out_of_range&) {
      fail("has a number that is too large");
    }
    if (!Document.is_object())
      fail("is no JSON object");
    for (const auto& [Key, Value] : Document.items())
      readKey(Key, Value);
    refuseEqual(DynSuffixes);
    refuseEqual(TraitSuffixes);
    return std::move(Result);
  }

private:
  [[noreturn]] void fail(const std::string& What) const {
    throw Failure(ExitCode::BadUsage, "the configuration '" + File + "' " + What,
                  "bad-configuration")
        .about(File);
  }

  [[noreturn]] void failKey(const std::string& Key, const std::string& What) const {
    fail("has a wrong value for '" + Key + "': " + What);
  }

  void readKey(const std::string& Key, const Json& Value) {
    if (Key == "defaults")
      readDefaults(Value);
    else if (!readPart(Key, Value, Prefixes) && !readPart(Key, Value, DynSuffixes) &&
             !readPart(Key, Value, TraitSuffixes))
      fail("has the unknown key '" + Key + "'");
  }

  bool readPart(const std::string& Key, const Json& Value, std::span<const NameKey> Known) {
    const auto Found = std::ranges::find(Known, Key, &NameKey::Key);
    if (Found == Known.end())
      return false;
    const std::string Part = textOf(Key, Value);
    if (!std::ranges::all_of(Part, isOfIdentifier))
      failKey(Key, "'" + Part + "' cannot be part of an identifier");
    // A suffix may begin with a digit, as the end of a name can.
    if (Known.data() == Prefixes.data() && isDigit(Part.front()))
      failKey(Key, "'" + Part + "' cannot begin an identifier");
    Result.Names.*(Found->Part) = Part;
    return true;
  }

  void readDefaults(const Json& Value) {
    if (!Value.is_object())
      failKey("defaults", "it must be an object");
    for (const auto& [Key, Default] : Value.items()) {
      const std::string Path = "defaults." + Key;
      if (Key == "storage")
        Result.Storage = nameOf(Path, Default, model::isTypeName, "a type");
      else if (Key == "future")
        Result.Future = nameOf(Path, Default, model::isTemplateName, "a template");
      else if (Key != "dyn")
        fail("has the unknown key '" + Path + "'");
      else if (textOf(Path, Default) == "none")
        Result.IsStaticOnly = true;
      else
        failKey(Path, "it can only be 'none'");
    }
  }

  /// What \p IsName accepts.
  std::string nameOf(const std::string& Key, const Json& Value, bool (*IsName)(std::string_view),
                     const std::string& Of) const {
    std::string Text = textOf(Key, Value);
    if (!IsName(Text))
      failKey(Key, "'" + Text + "' is not the name of " + Of);
    return Text;
  }

  std::string textOf(const std::string& Key, const Json& Value) const {
    if (!Value.is_string())
      failKey(Key, "it must be a string");
    const auto& Text = Value.get_ref<const std::string&>();
    if (Text.find_first_not_of(" \t\r\n") == std::string::npos)
      failKey(Key, "it must not be empty");
    return Text;
  }

  void refuseEqual(std::span<const NameKey> Keys) const {
    for (const NameKey& One : Keys)
      for (const NameKey& Other : Keys)
        if (One.Key < Other.Key && Result.Names.*(One.Part) == Result.Names.*(Other.Part))
          failKey(std::string(One.Key),
                  "'" + std::string(Other.Key) + "' is '" + Result.Names.*(One.Part) + "', too");
  }

  const std::string& File;
  Config Result;
};

std::string contentOf(const std::string& File) {
  std::error_code Ignored;
  std::ifstream Stream;
  if (!fs::is_directory(File, Ignored))
    Stream.open(File, std::ios::binary);
  if (!Stream.is_open())
    throw Failure(ExitCode::FileError, "cannot read the configuration '" + File + "'").about(File);
  return {std::istreambuf_iterator<char>(Stream), {}};
}

/// Relative where \p Header is and the file lies below the working directory.
std::string pathLike(const fs::path& Header, const fs::path& File) {
  const fs::path Relative = File.lexically_relative(fs::current_path());
  const bool IsBelow = !Relative.empty() && *Relative.begin() != "..";
  return Header.is_relative() && IsBelow ? Relative.string() : File.string();
}

std::optional<std::string> findAbove(const fs::path& Header) {
  fs::path Directory = fs::absolute(Header).lexically_normal();
  while (Directory.has_relative_path()) {
    Directory = Directory.parent_path();
    std::error_code Ignored;
    if (fs::is_regular_file(Directory / FileName, Ignored))
      return pathLike(Header, Directory / FileName);
  }
  return std::nullopt;
}

} // namespace

Config parseConfig(const std::string& Text, const std::string& File) {
  return Reader(File).read(Text);
}

Config ConfigSource::configFor(const std::string& Header) const {
  const std::optional<std::string> File = Fixed ? Fixed : findAbove(Header);
  return File ? parseConfig(contentOf(*File), *File) : Config{};
}

} // namespace async_trait_gen
