// What the methods of a store throw.
#pragma once

#include <stdexcept>

namespace kv {

/// The store could not do it, and nothing has changed. What it says is for the client.
class StoreError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Not now: somebody else uses what the store needs. The same call may succeed later.
class StoreBusy : public StoreError {
public:
  using StoreError::StoreError;
};

/// The value is not a number, or would be too large for one.
class NotAnInteger : public StoreError {
public:
  NotAnInteger() : StoreError("value is not an integer or out of range") {}
};

} // namespace kv
