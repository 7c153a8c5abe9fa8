// drivers/escpos/escpos.cpp -- ESC/POS, the command language of nearly every ticket printer.
#include <sportello/driver.hpp>

#include <utility>

#include "conversation.hpp"
#include "encoder.hpp"
#include "profile.hpp"

namespace {

using escpos::Confirm;
using sportello::Outcome;

constexpr int silences_max = 3; // Of a printer that has answered before.

class EscPos {
public:
    EscPos(sportello::Port& port, const sportello::Device& device)
        : port_(port), profile_(escpos::profile_from(device.profile)), talk_(port) {}

    Outcome output(const std::vector<sportello::Block>& document, std::uint32_t token) {
        auto confirm = Confirm::none;
        try {
            if (!may_print(confirm)) return Outcome::refused;
        } catch (const sportello::Unavailable&) {
            return Outcome::refused; // Nothing but questions has been sent.
        }
        try {
            return print(document, confirm, escpos::process_id_from(token));
        } catch (const sportello::Unavailable&) {
            cut_off_ = true;
            return Outcome::uncertain;
        }
    }

    std::uint32_t condition() { return profile_.answers ? talk_.ask().value_or(0) : 0; }

private:
    // Whether the printer takes a document, and how it will confirm it.
    bool may_print(Confirm& confirm) {
        if (!profile_.answers) return true;
        auto flags = talk_.ask();
        for (int i = 1; !flags && talk_.has_answered() && i < silences_max; ++i)
            flags = talk_.ask();
        if (!flags) return !talk_.has_answered(); // It never does, or it is switched off.
        confirm = profile_.confirm;
        return escpos::is_ready(*flags);
    }

    Outcome print(const std::vector<sportello::Block>& document,
                  Confirm confirm,
                  const escpos::ProcessId& id) {
        // One write, so that nothing but the document is on its way while it is.
        auto bytes = std::exchange(cut_off_, false) ? escpos::flush() : escpos::Bytes();
        append(bytes, escpos::encode(document, profile_));
        if (confirm == Confirm::gs_h) append(bytes, escpos::process_request(id));
        if (confirm == Confirm::gs_r) append(bytes, escpos::fence_request());
        talk_.forget();
        port_.write(bytes);
        if (confirm == Confirm::none) return Outcome::sent;
        const bool confirmed =
            confirm == Confirm::gs_h ? talk_.wait_for_process(id) : talk_.wait_for_fence();
        return confirmed ? Outcome::confirmed : Outcome::uncertain;
    }

    static void append(escpos::Bytes& to, const escpos::Bytes& more) {
        to.insert(to.end(), more.begin(), more.end());
    }

    sportello::Port& port_;
    escpos::Profile profile_;
    escpos::Conversation talk_;
    // A document may have been cut off: by us, or by who had the printer before us.
    bool cut_off_ = true;
};

} // namespace

SPORTELLO_DRIVER("escpos", "1.0.0", EscPos)
