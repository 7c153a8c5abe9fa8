// core/print/pdf.cpp -- draws the pages by cairo; see pdf.hpp.
#include "core/print/pdf.hpp"

#include "core/print/pdf_language.hpp"
#include "core/print/pdf_pages.hpp"

#include <cmath>
#include <stdexcept>

#include <cairo-pdf.h>

namespace sportello::print {
namespace {

constexpr const char* facsimile_text = "FAC-SIMILE";

cairo_status_t append(void* output, const unsigned char* bytes, unsigned count) {
    static_cast<std::string*>(output)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

// A drawing on a PDF in memory.
class Canvas {
public:
    Canvas()
        : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, page_width, page_height)),
          cairo_(cairo_create(surface_)),
          fonts_(pango_cairo_font_map_new()),
          context_(pango_font_map_create_context(fonts_.get())) {
        // One unit is one point; glyphs are placed where they belong, not on a screen's pixels.
        pango_cairo_context_set_resolution(context_.get(), 72);
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        pango_cairo_context_set_font_options(context_.get(), options);
        cairo_font_options_destroy(options);
        pango_context_set_round_glyph_positions(context_.get(), FALSE);
    }
    Canvas(const Canvas&) = delete; // The surface holds the address of bytes_.
    Canvas& operator=(const Canvas&) = delete;
    ~Canvas() {
        cairo_destroy(cairo_);
        cairo_surface_destroy(surface_);
    }

    PangoContext* text() const { return context_.get(); }
    cairo_t* cairo() const { return cairo_; }

    void set_title(const std::string& title) {
        cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, title.c_str());
        cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATOR, "Sportello");
    }

    std::string finish() {
        cairo_surface_finish(surface_);
        for (const auto status : {cairo_status(cairo_), cairo_surface_status(surface_)})
            if (status != CAIRO_STATUS_SUCCESS)
                throw std::runtime_error(cairo_status_to_string(status));
        return std::move(bytes_);
    }

private:
    std::string bytes_;
    cairo_surface_t* surface_;
    cairo_t* cairo_;
    Object<PangoFontMap> fonts_;
    Object<PangoContext> context_;
};

// Very light, so that whatever stands over it is read without effort, also photocopied.
void draw_facsimile(const Canvas& canvas) {
    const auto layout = make_layout(canvas.text(), facsimile_text, 112, PANGO_WEIGHT_HEAVY);
    PangoRectangle box;
    pango_layout_get_extents(layout.get(), &box, nullptr);
    cairo_t* cairo = canvas.cairo();
    cairo_save(cairo);
    cairo_set_source_rgb(cairo, 0.925, 0.925, 0.925);
    cairo_translate(cairo, page_width / 2, page_height / 2);
    cairo_rotate(cairo, -std::atan2(page_height, page_width));
    cairo_move_to(cairo, -pango_units_to_double(box.x) - pango_units_to_double(box.width) / 2,
                  -pango_units_to_double(box.y) - pango_units_to_double(box.height) / 2);
    pango_cairo_show_layout(cairo, layout.get());
    cairo_restore(cairo);
}

void draw_number(const Canvas& canvas, std::size_t page, std::size_t pages) {
    const auto layout =
        make_layout(canvas.text(), std::to_string(page) + " / " + std::to_string(pages), 8.5,
                    PANGO_WEIGHT_NORMAL);
    PangoRectangle box;
    pango_layout_get_extents(layout.get(), nullptr, &box);
    cairo_t* cairo = canvas.cairo();
    cairo_set_source_rgb(cairo, 0.35, 0.35, 0.35);
    cairo_move_to(cairo, (page_width - pango_units_to_double(box.width)) / 2,
                  page_height - page_margin / 2 - pango_units_to_double(box.height) / 2);
    pango_cairo_show_layout(cairo, layout.get());
}

void draw_code(cairo_t* cairo, const Modules& modules, const Placed& placed) {
    const double module = placed.side / modules.width;
    // Squares that share an edge must leave no hairline between them.
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
    for (unsigned row = 0; row < modules.height; ++row)
        for (unsigned column = 0; column < modules.width; ++column)
            if (modules.at(column, row))
                cairo_rectangle(cairo, placed.x + column * module, placed.y + row * module, module,
                                module);
    cairo_fill(cairo);
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_DEFAULT);
}

void draw(const Canvas& canvas, const Pages& pages, const Placed& placed) {
    cairo_t* cairo = canvas.cairo();
    cairo_set_source_rgb(cairo, 0, 0, 0);
    switch (placed.kind) {
    case Placed::Kind::text: {
        // Marked as a paragraph or heading for those who listen to the page.
        const char* tag = placed.heading ? "H" : "P";
        cairo_tag_begin(cairo, tag, nullptr);
        cairo_move_to(cairo, placed.x, placed.y);
        pango_cairo_show_layout_line(
            cairo, pango_layout_get_line_readonly(pages.layouts[placed.layout].get(), placed.line));
        cairo_tag_end(cairo, tag);
        break;
    }
    case Placed::Kind::rule:
        cairo_set_source_rgb(cairo, 0.6, 0.6, 0.6);
        cairo_set_line_width(cairo, 0.6);
        cairo_move_to(cairo, placed.x, placed.y);
        cairo_line_to(cairo, page_width - page_margin, placed.y);
        cairo_stroke(cairo);
        break;
    case Placed::Kind::code:
        draw_code(cairo, pages.codes[placed.code], placed);
        break;
    }
}

} // namespace

std::string to_pdf(const Document& document, const PdfOptions& options) {
    Canvas canvas;
    canvas.set_title(options.title);
    const auto pages = lay_out(canvas.text(), document);
    for (std::size_t i = 0; i < pages.pages.size(); ++i) {
        if (options.facsimile) draw_facsimile(canvas);
        for (const auto& placed : pages.pages[i])
            draw(canvas, pages, placed);
        if (pages.pages.size() > 1) draw_number(canvas, i + 1, pages.pages.size());
        cairo_show_page(canvas.cairo());
    }
    auto pdf = canvas.finish();
    return options.language.empty() ? pdf : with_language(std::move(pdf), options.language);
}

} // namespace sportello::print
