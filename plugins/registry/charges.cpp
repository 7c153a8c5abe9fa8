// registry/charges.cpp -- the price rule and the table of exemptions.
#include "charges.hpp"

#include <algorithm>
#include <array>

namespace registry {

namespace {

constexpr std::array<Exemption, 11> exemptions{{
    {1, false, "ONLUS (art. 27-bis, tabella all. B, DPR 642/1972)",
     "non-profit organisation (art. 27-bis, table B, DPR 642/1972)"},
    {2, false, "società sportive (art. 8-bis, tabella all. B, DPR 642/1972)",
     "sports club (art. 8-bis, table B, DPR 642/1972)"},
    {3, false, "uso processuale (art. 18 DPR 115/2002)",
     "court proceedings (art. 18 DPR 115/2002)"},
    {4, true,
     "CTU nominato dal tribunale o dal PM; curatore fallimentare"
     " (art. 16, tabella all. B, DPR 642/1972)",
     "court-appointed expert or receiver (art. 16, table B, DPR 642/1972)"},
    {5, false,
     "interdizione, inabilitazione, amministrazione di sostegno"
     " (art. 13, tabella all. B, DPR 642/1972)",
     "guardianship and support administration (art. 13, table B, DPR 642/1972)"},
    {6, true,
     "adozione, affidamento, tutela dei minori"
     " (art. 13, tabella all. B, DPR 642/1972; art. 82 L. 184/1983)",
     "adoption, fostering, guardianship of minors (art. 13, table B, DPR 642/1972;"
     " art. 82 L. 184/1983)"},
    {7, true, "separazione e divorzio (art. 19 L. 74/1987)",
     "separation and divorce (art. 19 L. 74/1987)"},
    {8, false, "variazione toponomastica e della numerazione civica (art. 16 c. 8 L. 537/1993)",
     "change of street name or number (art. 16 c. 8 L. 537/1993)"},
    {9, false, "pensione estera (art. 9, tabella all. B, DPR 642/1972)",
     "foreign pension (art. 9, table B, DPR 642/1972)"},
    {10, true,
     "scambio di atti e documenti fra pubbliche amministrazioni"
     " (art. 16, tabella all. B, DPR 642/1972)",
     "exchange between public administrations (art. 16, table B, DPR 642/1972)"},
    {other_exemption, false, "altro motivo di esenzione", "other exemption"},
}};

sportello::Charge stamp(const Exemption* exemption, const std::string& note) {
    if (!exemption)
        return {"stamp-duty",
                stamp_cents,
                {"Imposta di bollo (DPR 642/1972, tariffa, art. 4)",
                 "Stamp duty (DPR 642/1972, tariff, art. 4)"}};
    const std::string colon = note.empty() ? "" : ": " + note;
    return {"stamp-duty",
            0,
            {std::string("Esente da bollo, ") + exemption->it + colon,
             std::string("No stamp duty, ") + exemption->en + colon}};
}

sportello::Charge fee(const Exemption* exemption) {
    if (!exemption)
        return {"fee",
                stamped_fee_cents,
                {"Diritti di segreteria per certificato in bollo (L. 604/1962, tab. D)",
                 "Municipal rights on a stamped certificate (L. 604/1962, table D)"}};
    if (exemption->covers_fee)
        return {"fee",
                0,
                {"L'esenzione copre anche i diritti di segreteria",
                 "The exemption covers the municipal rights too"}};
    return {"fee",
            exempt_fee_cents,
            {"Diritti di segreteria per certificato in carta libera (L. 604/1962, tab. D)",
             "Municipal rights on an unstamped certificate (L. 604/1962, table D)"}};
}

} // namespace

const Exemption* find_exemption(int code) {
    const auto found = std::find_if(exemptions.begin(), exemptions.end(),
                                    [code](const Exemption& it) { return it.code == code; });
    return found == exemptions.end() ? nullptr : &*found;
}

std::vector<sportello::Charge> charges(const Exemption* exemption, const std::string& note) {
    return {stamp(exemption, note), fee(exemption)};
}

} // namespace registry
