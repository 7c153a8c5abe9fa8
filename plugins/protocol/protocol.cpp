// protocol/protocol.cpp -- the plugin's entry: its operations.
#include "protocol.hpp"

SPORTELLO_PLUGIN("protocol", "1.0.0", service) {
    service.command("register", protocol::register_document);
    service.command("classify", protocol::classify);
    service.command("annul", protocol::annul);
    service.command("print-label", protocol::print_label);
    service.query("search", protocol::search);
    service.query("entry", protocol::entry);
}
