// core/catalogue/plate.hpp -- is this an Italian vehicle plate? The form's format of that name.
//
// C.d.S. art. 100; DPR 495/1992 art. 257 and its appendix. Cars and trailers AB123CD, motorcycles
// AB12345, mopeds X24GKP, farm machines AB123C (of these letters never I, O, Q, U), and the plates
// of a province that older vehicles keep: CR 123456, ROMA 12345.
#pragma once

#include <string_view>

namespace sportello::catalogue {

bool is_plate(std::string_view text); // Capital or small letters, spaces anywhere.

} // namespace sportello::catalogue
