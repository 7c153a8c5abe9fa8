// protocol/protocol.cpp -- the plugin's entry: its operations.
#include "changes.hpp"
#include "days.hpp"
#include "emergency.hpp"
#include "files.hpp"
#include "register.hpp"
#include "search.hpp"
#include "segnatura.hpp"
#include "verify.hpp"

SPORTELLO_PLUGIN("protocol", "1.0.0", service) {
    service.command("register", protocol::register_document);
    service.command("attach", protocol::attach);
    service.command("classify", protocol::classify);
    service.command("correct", protocol::correct);
    service.command("annul", protocol::annul);
    service.command("restrict", protocol::restrict_entry);
    service.command("print-label", protocol::print_label);
    service.query("entry", protocol::entry);
    service.query("search", protocol::search);
    service.query("segnatura", protocol::segnatura);

    service.query("filing-plan", protocol::filing_plan);
    service.command("open-file", protocol::open_file);
    service.command("change-file", protocol::change_file);
    service.query("file", protocol::file);
    service.query("files", protocol::files);

    service.command("close-days", protocol::close_days);
    service.query("days", protocol::days);
    service.query("export-day", protocol::export_day);
    service.query("verify", protocol::verify);

    service.command("open-emergency", protocol::open_emergency);
    service.command("extend-emergency", protocol::extend_emergency);
    service.command("record-emergency", protocol::record_row);
    service.command("end-emergency", protocol::end_emergency);
    service.command("merge-emergency", protocol::merge_emergency);
    service.query("emergency", protocol::emergency);
    service.query("emergencies", protocol::emergencies);
}
