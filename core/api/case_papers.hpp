// core/api/case_papers.hpp -- the papers that the daemon adds to a case itself: the receipt of an
// intake and what a delivery declares. On the writer's thread, in the case's transaction.
#pragma once

#include "core/api/case_run.hpp"

namespace sportello::api {

// The receipt of L. 241/1990 art. 18-bis: date, protocol number, term and responsible office.
void add_receipt(Context& context,
                 const WantedCase& wanted,
                 CaseId id,
                 const cases::Conclusion& conclusion);

// The procedure's "document", from the data as people read them.
void add_declared_document(Context& context,
                           const WantedCase& wanted,
                           CaseId id,
                           const cases::Conclusion& conclusion);

} // namespace sportello::api
