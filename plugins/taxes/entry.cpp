// taxes/entry.cpp -- the plugin's entry: its operations.
#include "accounts.hpp"
#include "declarations.hpp"
#include "notices.hpp"
#include "position.hpp"
#include "requests.hpp"
#include "town.hpp"

SPORTELLO_PLUGIN("taxes", "1.0.0", service) {
    service.query("imu", taxes::imu);
    service.query("ravvedimento", taxes::ravvedimento);
    service.query("tari", taxes::tari);
    service.query("position", taxes::position);
    service.query("town-decisions", taxes::town_decisions);
    service.command("decide", taxes::decide);
    service.command("answer-request", taxes::answer_request);
    service.command("close-notice", taxes::close_notice);
    service.command("compute-imu", taxes::compute_imu);
    service.command("correct-imu", taxes::correct_imu);
    service.command("declare-imu", taxes::declare_imu);
    service.command("notify-imu", taxes::notify_imu);
    service.command("open-account", taxes::open_account);
    service.command("change-account", taxes::change_account);
    service.command("close-account", taxes::close_account);
    service.command("reduce-account", taxes::reduce_account);
    service.command("ask-instalments", taxes::ask_instalments);
    service.command("ask-refund", taxes::ask_refund);
    service.command("ask-redress", taxes::ask_redress);
    service.command("issue-notice", taxes::issue_notice);
}
