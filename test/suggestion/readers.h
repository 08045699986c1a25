// Readers and what they read.
#ifndef APP_READER_H
#define APP_READER_H

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
class APP_API Closable {
public:
  virtual ~Closable() = default;

  /// Closes it.
  virtual void close() noexcept = 0;
};

/**
 * Reads bytes.
 */
class APP_API Reader : public Closable {
public:
  /// How to read.
  struct Options {
    int retries = 3;
    bool fast = false;
  };
  enum class Mode { text, binary };

  using Bytes = std::vector<std::byte>;

  Reader() = default;
  explicit Reader(std::string name);
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// Must be virtual.
  virtual ~Reader();

  /// Reads into `buffer`.
  virtual task<std::size_t> read(std::span<std::byte> buffer, Options options) = 0;

  /// All of it.
  [[nodiscard]] virtual task<Bytes> read_all() const = 0; // until the end
  virtual auto size() const -> task<std::size_t> = 0;
  virtual task<void>
  seek(std::size_t offset, Mode mode = Mode::binary)
  {
    (void)offset;
    co_return;
  }

  void close() noexcept override = 0;

  /// Where it reads from.
  virtual std::string_view name() const noexcept { return name_; }
  virtual bool at_end() const = 0;

  virtual std::unique_ptr<Reader> clone() const = 0;
  virtual task<int> make() = 0;

  static std::unique_ptr<Reader> open(std::string_view path);
  bool operator==(const Reader& other) const;
  int count() const { return count_; }

  friend class ReaderTest;

protected:
  virtual void on_open() {}

private:
  std::string name_;
  int count_ = 0, other_{1};
};

/// Reads a file.
class FileReader final : public Reader {
public:
  task<std::size_t> read(std::span<std::byte> buffer, Options options) override;
};

task<std::size_t> copy(Reader& from, std::span<std::byte> to);

inline int answer() { return 42; }

} // namespace app

#endif // APP_READER_H
