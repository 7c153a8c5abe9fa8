// core/api/services.hpp -- what the endpoints work with. All borrowed; they outlive the routes.
#pragma once

#include "core/base/clock.hpp"
#include "core/base/config.hpp"
#include "core/base/texts.hpp"
#include "core/catalogue/catalogue.hpp"
#include "core/counter/settings.hpp"
#include "core/device/devices.hpp"
#include "core/plugin/plugin_host.hpp"
#include "core/print/templates.hpp"
#include "core/store/attachments.hpp"
#include "core/store/database.hpp"

namespace sportello::http {
class Server;
class Events;
} // namespace sportello::http

namespace sportello::api {

struct Services {
    const Config& config;
    const Clock& clock;
    const Zone& zone;
    const Texts& texts;
    const catalogue::Catalogue& catalogue;
    const counter::Settings& counter;
    const print::Templates& templates;
    store::Database& database;
    plugin::PluginHost& plugins;
    device::Devices& devices;
    Instant started_at;
    const store::Attachments& attachments;
};

} // namespace sportello::api
