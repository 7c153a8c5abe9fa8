// core/api/or_null.hpp -- what may be absent, as JSON.
#pragma once

#include "core/base/id.hpp"

#include <boost/json/value_from.hpp>

#include <optional>

namespace sportello::api {

template <class T>
boost::json::value or_null(const std::optional<T>& value) {
    return value ? boost::json::value_from(*value) : boost::json::value(nullptr);
}

template <class Id>
boost::json::value id_or_null(std::optional<Id> id) {
    return id ? boost::json::value(number(*id)) : boost::json::value(nullptr);
}

} // namespace sportello::api
