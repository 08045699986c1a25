// A decorator for any trait: counts and times the calls of each method.
#pragma once

#include <async_trait/task.h>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace kv {

/// What is known of the calls of one method. Times are kept by their magnitude, in powers of two.
class CallStatistics {
public:
  void add(std::chrono::nanoseconds took, bool failed) noexcept {
    const auto nanoseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0));
    ++calls_;
    failures_ += failed ? 1 : 0;
    total_ += nanoseconds;
    ++magnitudes_[static_cast<std::size_t>(std::bit_width(nanoseconds))];
  }

  std::uint64_t calls() const noexcept { return calls_; }
  std::uint64_t failures() const noexcept { return failures_; }

  double mean_microseconds() const noexcept {
    return calls_ == 0 ? 0.0 : static_cast<double>(total_) / static_cast<double>(calls_) / 1000;
  }

  /// 99 of a hundred calls took less than this, which is at most twice what they took.
  double p99_microseconds() const noexcept {
    std::uint64_t slower = calls_ / 100;
    std::size_t magnitude = magnitudes_.size() - 1;
    for (; magnitude > 0 && magnitudes_[magnitude] <= slower; --magnitude)
      slower -= magnitudes_[magnitude];
    return static_cast<double>(std::uint64_t(1) << std::min<std::size_t>(magnitude, 63)) / 1000;
  }

private:
  std::uint64_t calls_ = 0;
  std::uint64_t failures_ = 0;
  std::uint64_t total_ = 0;
  std::array<std::uint64_t, 65> magnitudes_{};
};

/// The statistics of all methods of whatever is decorated. For one thread.
class MetricsRegistry {
public:
  /// Made when it is first asked for; stays where it is. The names must live as long as this.
  CallStatistics& of(std::string_view trait, std::string_view method) {
    return statistics_[{trait, method}];
  }

  /// A line for each method, as Redis has them in INFO.
  std::string report() const {
    std::string text;
    for (const auto& [name, found] : statistics_)
      text.append(name.first)
          .append("::")
          .append(name.second)
          .append(":calls=" + std::to_string(found.calls()))
          .append(",failed_calls=" + std::to_string(found.failures()))
          .append(",usec_per_call=" + std::to_string(found.mean_microseconds()))
          .append(",p99_usec=" + std::to_string(found.p99_microseconds()))
          .append("\r\n");
    return text;
  }

private:
  std::map<std::pair<std::string_view, std::string_view>, CallStatistics> statistics_;
};

/// The decorator: `StoreDecorated(Metrics(registry), store)`. A call is counted when it ends, and
/// one that throws is a failed one, too.
class Metrics {
public:
  explicit Metrics(std::shared_ptr<MetricsRegistry> registry) : registry_(std::move(registry)) {}

  template <class Call>
  async_trait::task<typename Call::result_type> operator()(Call call) const {
    Measurement measurement(registry_->of(call.trait(), call.method()));
    try {
      co_return co_await std::move(call)();
    } catch (...) {
      measurement.fail();
      throw;
    }
  }

private:
  /// From the call to the end of its scope.
  class Measurement {
  public:
    explicit Measurement(CallStatistics& statistics) : statistics_(statistics) {}
    Measurement(const Measurement&) = delete;
    Measurement& operator=(const Measurement&) = delete;
    ~Measurement() { statistics_.add(Clock::now() - began_, has_failed_); }

    void fail() noexcept { has_failed_ = true; }

  private:
    using Clock = std::chrono::steady_clock;
    CallStatistics& statistics_;
    Clock::time_point began_ = Clock::now();
    bool has_failed_ = false;
  };

  std::shared_ptr<MetricsRegistry> registry_;
};

} // namespace kv
