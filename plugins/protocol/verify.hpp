// protocol/verify.hpp -- reads the whole register again and names the first line that does not fit.
#pragma once

#include "protocol.hpp"

namespace protocol {

struct VerifyRequest {
    std::optional<std::string> from; // The day to go on from: the former reply's `next`.
};
BOOST_DESCRIBE_STRUCT(VerifyRequest, (), (from))

struct Misfit {
    std::string day;
    std::int64_t sequence = 0; // Of the journal; 0: the day as a whole.
    std::string line;          // "registration 0000042/2026"
    sportello::Text why;
};
BOOST_DESCRIBE_STRUCT(Misfit, (), (day, sequence, line, why))

struct Verified {
    std::int64_t lines = 0; // Read this time.
    std::int64_t days = 0;  // Closed ones, this time.
    std::optional<Misfit> misfit;
    std::optional<std::string> next; // Not at the end yet.
};
BOOST_DESCRIBE_STRUCT(Verified, (), (lines, days, misfit, next))

// As many whole days as fit into an operation's time.
Verified verify(Call& call, const VerifyRequest& request);

} // namespace protocol
