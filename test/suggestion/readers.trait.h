// Readers and what they read.
#ifndef APP_READER_H
#define APP_READER_H

#include <async_trait/trait.h>
#include "task.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#define APP_API

namespace app {

class Reader;

/// What may go wrong.
enum class Fault { none, closed };

/// Something that can be closed.
struct [[async_trait_v2]] Closable {
  /// Closes it.
  void close() noexcept;
};

/// How to read.
struct Options {
  int retries = 3;
  bool fast = false;
};

enum class Mode { text, binary };

/**
 * Reads bytes.
 */
struct [[async_trait_v2]] Reader : Closable {
  using Bytes = std::vector<std::byte>;

  // Not carried over, because a trait has no constructors:
  //   explicit Reader(std::string name);

  /// Reads into `buffer`.
  async<std::size_t> read(std::span<std::byte> buffer, Options options);

  /// All of it.
  [[nodiscard]] async<Bytes> read_all() const; // until the end
  auto size() const -> async<std::size_t>;
  // 'seek' could be a provided method, with this body:
  //   {
  //     (void)offset;
  //     co_return;
  //   }
  async<void>
  seek(std::size_t offset, Mode mode = Mode::binary);

  // 'name' could be a provided method, with this body:
  //   { return name_; }
  /// Where it reads from.
  std::string_view name() const noexcept;
  bool at_end() const;

  // Not carried over, because 'Reader' becomes a concept and is no type; its Dyn type is 'DynReader':
  //   virtual std::unique_ptr<Reader> clone() const = 0;
  // Not carried over, because every Dyn type has its own 'make'; choose another name:
  //   virtual task<int> make() = 0;

  // Not carried over, because it belongs to the class, not to each implementer:
  //   static std::unique_ptr<Reader> open(std::string_view path);
  // Not carried over, because a trait has no operators:
  //   bool operator==(const Reader& other) const;
  // Not carried over, because it is not virtual; it can be a function of its own, or a provided method:
  //   int count() const { return count_; }

  // Not carried over, because a trait has no friends:
  //   friend class ReaderTest;

  // Not carried over, because a trait has public members alone:
  //   virtual void on_open() {}

  // Not carried over, because a trait has no data; each implementer has its own:
  //   std::string name_;
  // Not carried over, because a trait has no data; each implementer has its own:
  //   int count_ = 0, other_{1};
};

/// Reads a file.
// Not carried over, because an implementer has the methods and no base; programs have it where they include the generated header:
//   class FileReader final : public Reader {
//   public:
//     task<std::size_t> read(std::span<std::byte> buffer, Options options) override;
//   };

// Not carried over, because 'Reader' becomes a concept and is no type; its Dyn type is 'DynReader':
//   task<std::size_t> copy(Reader& from, std::span<std::byte> to);

inline int answer() { return 42; }

} // namespace app

#endif // APP_READER_H
