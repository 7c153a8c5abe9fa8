// protocol/segnatura.hpp -- the mark of a document that leaves by electronic mail between
// administrations: the XML of Allegato 6 (AgID guidelines, Det. 371/2021), but for its seal.
#pragma once

#include "protocol.hpp"

namespace protocol {

struct Segnatura {
    std::string state; // "da sigillare": the schema accepts it once ds:Signature is in its place.
    std::string file_name;
    std::string xml;
};
BOOST_DESCRIBE_STRUCT(Segnatura, (), (state, file_name, xml))

Segnatura segnatura(Call& call, const Key& key);

} // namespace protocol
