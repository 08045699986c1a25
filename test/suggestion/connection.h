#pragma once

#include <asio/awaitable.hpp>
#include <string>

struct Connection
{
    template <class T>
    using Result = asio::awaitable<T>;
    using Done = asio::awaitable<void>;

    virtual ~Connection() {}
    // Sends.
    virtual asio::awaitable<void> send(std::string text) = 0;
    virtual Result<std::string> receive() = 0;
    virtual Done close() = 0;
#if 1
    virtual bool is_open() const = 0;
#endif
};
