// core/app/jobs.hpp -- runs the plugins' jobs by the clock: each once a day, at its time or, when
// the box was off then, as soon as it is on. As actor "system", like any command.
#pragma once

#include "core/base/clock.hpp"
#include "core/catalogue/catalogue.hpp"
#include "core/plugin/plugin_host.hpp"
#include "core/store/database.hpp"

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace sportello::app {

// Lives on the loop thread. All borrowed; the database completes what it took before they go.
class Jobs {
public:
    Jobs(boost::asio::io_context& loop,
         const catalogue::Catalogue& catalogue,
         plugin::PluginHost& plugins,
         store::Database& database,
         const Clock& clock,
         const Zone& zone);
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;
    ~Jobs();

    void start(); // Looks now, and then every minute until stop().
    void stop();

    // Starts every job whose time has come today and that did not run to its end today; not one
    // that is in progress or failed a moment ago.
    void run_due();

private:
    struct State;
    void run(store::Connection& db, State& state) const;
    void launch(const std::shared_ptr<State>& state);

    plugin::PluginHost& plugins_;
    store::Database& database_;
    const Clock& clock_;
    const Zone& zone_;
    boost::asio::steady_timer timer_;
    std::vector<std::shared_ptr<State>> states_;
};

} // namespace sportello::app
