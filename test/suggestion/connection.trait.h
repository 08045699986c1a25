#pragma once

#include <async_trait/trait.h>
#include <asio/awaitable.hpp>
#include <string>

struct [[async_trait_v2]] Connection
{
    template <class T>
    using Result = asio::awaitable<T>;
    using Done = asio::awaitable<void>;

    // Sends.
    async<void> send(std::string text);
    async<std::string> receive();
    async<void> close();
#if 1
    bool is_open() const;
#endif
};
