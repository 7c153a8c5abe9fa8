// core/print/pdf_pages.cpp -- see pdf_pages.hpp.
#include "core/print/pdf_pages.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace sportello::print {
namespace {

// Lato is in Debian; the others are for a box where somebody took it away.
constexpr const char* font_family = "Lato, Titillium Web, DejaVu Sans";
constexpr double text_points = 10.5;
constexpr double leading = 1.22; // Of the font's own line height, about 1.2 times its size.
constexpr double text_line = text_points * 1.2 * leading;
constexpr double paragraph_gap = 3;
constexpr double rule_gap = 9;
constexpr double code_side = 34 / 25.4 * 72;
constexpr double foot = page_height - page_margin;
constexpr std::size_t pages_max = 200;

double points_of(const Style& style) {
    if (style.huge) return 64;
    if (style.wide && style.tall) return 20;
    if (style.wide || style.tall) return 14;
    return text_points;
}

class Flow {
public:
    explicit Flow(PangoContext* context) : context_(context) { new_page(); }

    void add(const Block& block) {
        switch (block.kind) {
        case BlockKind::text:
            return add_text(block);
        case BlockKind::rule:
            return add_rule();
        case BlockKind::qr:
            return add_code(block);
        case BlockKind::feed:
            y_ += block.lines * text_line;
            return;
        case BlockKind::cut: // Sheets are cut already.
            return;
        }
    }

    Pages take() { return std::move(result_); }

private:
    std::vector<Placed>& page() { return result_.pages.back(); }

    void new_page() {
        if (result_.pages.size() >= pages_max)
            throw std::invalid_argument("the document is longer than 200 pages");
        result_.pages.emplace_back();
        y_ = page_margin;
    }

    void need(double height) {
        if (y_ + height > foot && y_ > page_margin) new_page();
    }

    void add_text(const Block& block) {
        const double points = points_of(block.style);
        const bool heading = points > text_points;
        auto layout = make_layout(context_, block.text, points,
                                  block.style.bold || block.style.huge ? PANGO_WEIGHT_BOLD
                                                                       : PANGO_WEIGHT_NORMAL);
        pango_layout_set_width(layout.get(),
                               static_cast<int>((page_width - 2 * page_margin) * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(layout.get(),
                                   block.style.align == Style::Align::center  ? PANGO_ALIGN_CENTER
                                   : block.style.align == Style::Align::right ? PANGO_ALIGN_RIGHT
                                                                              : PANGO_ALIGN_LEFT);
        // A heading stays with the beginning of what it heads.
        if (heading) need(points * 1.2 * leading + 3 * text_line);

        const std::unique_ptr<PangoLayoutIter, void (*)(PangoLayoutIter*)> line(
            pango_layout_get_iter(layout.get()), pango_layout_iter_free);
        int index = 0;
        do {
            PangoRectangle box;
            pango_layout_iter_get_line_extents(line.get(), nullptr, &box);
            const double own = pango_units_to_double(box.height);
            const double height = own * leading;
            need(height);
            const double ascent =
                pango_units_to_double(pango_layout_iter_get_baseline(line.get()) - box.y);
            Placed placed;
            placed.x = page_margin + pango_units_to_double(box.x);
            placed.y = y_ + (height - own) / 2 + ascent;
            placed.layout = result_.layouts.size();
            placed.line = index++;
            placed.heading = heading;
            page().push_back(placed);
            y_ += height;
        } while (pango_layout_iter_next_line(line.get()));
        y_ += heading ? 2 * paragraph_gap : paragraph_gap;
        result_.layouts.push_back(std::move(layout));
    }

    void add_rule() {
        need(2 * rule_gap);
        Placed placed;
        placed.kind = Placed::Kind::rule;
        placed.x = page_margin;
        placed.y = y_ + rule_gap;
        page().push_back(placed);
        y_ += 2 * rule_gap;
    }

    void add_code(const Block& block) {
        auto modules = qr_code(block.text, Correction::medium);
        // Four modules of white all round belong to the code.
        const double side = code_side * (modules.width > 45 ? modules.width / 45.0 : 1);
        const double quiet = side / modules.width * 4;
        need(side + 2 * quiet);
        Placed placed;
        placed.kind = Placed::Kind::code;
        placed.x = (page_width - side) / 2;
        placed.y = y_ + quiet;
        placed.code = result_.codes.size();
        placed.side = side;
        page().push_back(placed);
        result_.codes.push_back(std::move(modules));
        y_ += side + 2 * quiet;
    }

    PangoContext* context_;
    Pages result_;
    double y_ = 0;
};

} // namespace

Object<PangoLayout>
make_layout(PangoContext* context, std::string_view text, double points, PangoWeight weight) {
    Object<PangoLayout> layout(pango_layout_new(context));
    const std::unique_ptr<PangoFontDescription, void (*)(PangoFontDescription*)> font(
        pango_font_description_new(), pango_font_description_free);
    pango_font_description_set_family_static(font.get(), font_family);
    pango_font_description_set_absolute_size(font.get(), std::round(points * PANGO_SCALE));
    pango_font_description_set_weight(font.get(), weight);
    pango_layout_set_font_description(layout.get(), font.get());
    const std::unique_ptr<char, void (*)(void*)> valid(
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free);
    pango_layout_set_text(layout.get(), valid.get(), -1);
    return layout;
}

Pages lay_out(PangoContext* context, const Document& document) {
    Flow flow(context);
    for (const auto& block : document.blocks)
        flow.add(block);
    return flow.take();
}

} // namespace sportello::print
