// core/print/pdf_pages.hpp -- a document flowed over A4 pages, before it is drawn.
//
// Two steps, because "page 2 of 3" can only be written once the last page is known.
#pragma once

#include "core/print/codes.hpp"
#include "core/print/document.hpp"

#include <memory>
#include <vector>

#include <pango/pangocairo.h>

namespace sportello::print {

struct Unref {
    void operator()(void* object) const noexcept { g_object_unref(object); }
};
template <class T>
using Object = std::unique_ptr<T, Unref>; // A GObject.

// Points, from the page's upper left corner.
inline constexpr double page_width = 210 / 25.4 * 72;
inline constexpr double page_height = 297 / 25.4 * 72;
inline constexpr double page_margin = 20 / 25.4 * 72;

// Something on a page.
struct Placed {
    enum class Kind { text, rule, code } kind = Kind::text;
    double x = 0;
    double y = 0;           // Of text, the base line.
    std::size_t layout = 0; // text: which of Pages::layouts, and which of its lines
    int line = 0;
    bool heading = false;
    std::size_t code = 0; // code: which of Pages::codes, and how large
    double side = 0;
};

struct Pages {
    std::vector<Object<PangoLayout>> layouts;
    std::vector<Modules> codes;
    std::vector<std::vector<Placed>> pages;
};

// A layout in the house's font. `points` is its size.
Object<PangoLayout>
make_layout(PangoContext* context, std::string_view text, double points, PangoWeight weight);

// Throws std::invalid_argument when a QR code cannot hold its text.
Pages lay_out(PangoContext* context, const Document& document);

} // namespace sportello::print
