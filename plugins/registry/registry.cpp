// registry/registry.cpp -- the plugin's entry: its operations.
#include "registry.hpp"

SPORTELLO_PLUGIN("registry", "1.0.0", service) {
    service.query("search-people", registry::search_people);
    service.query("person", registry::person_card);
    service.command("certificate", registry::certificate);
    service.command("change-address", registry::change_address);
    service.command("load-demo-people", registry::load_demo_people);
}
