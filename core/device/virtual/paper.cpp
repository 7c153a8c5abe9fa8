#include "core/device/virtual/paper.hpp"

#include "core/print/codes.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include <cairo.h>
#include <pango/pangocairo.h>

namespace sportello::device {

namespace {

constexpr int margin_dots = 32;
constexpr int cell_width = static_cast<int>(character_dots);
constexpr int cell_height = 24;
constexpr int line_gap = 6;
constexpr int height_dots_max = 30'000; // Cairo's surfaces end at 32,767.
constexpr double font_dots = 19.9;      // DejaVu Sans Mono is 0.602 em wide: 12 dots.

struct Colour {
    double red, green, blue;
};
constexpr Colour paper_colour{0.99, 0.985, 0.97}; // Thermal paper is not quite white,
constexpr Colour ink_colour{0.12, 0.12, 0.14};    // nor its black quite black.

void set_colour(cairo_t* context, const Colour& colour) {
    cairo_set_source_rgb(context, colour.red, colour.green, colour.blue);
}

template <class T, void (*Free)(T*)>
struct Freed {
    void operator()(T* it) const { Free(it); }
};
using Surface = std::unique_ptr<cairo_surface_t, Freed<cairo_surface_t, cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, Freed<cairo_t, cairo_destroy>>;

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (c & 0xc0) != 0x80; }));
}

int run_width(const PaperRun& run) {
    return static_cast<int>(run.skip_dots) +
           static_cast<int>(characters(run.text) * run.width) * cell_width;
}

int line_height(const PaperLine& line) {
    unsigned tallest = 1;
    for (const auto& run : line.runs)
        tallest = std::max(tallest, run.height);
    return static_cast<int>(tallest) * cell_height + line_gap;
}

double left_edge(PaperAlign align, int width) {
    const int room = std::max(0, static_cast<int>(paper_dots) - width);
    return margin_dots + (align == PaperAlign::left     ? 0.0
                          : align == PaperAlign::center ? room / 2.0
                                                        : static_cast<double>(room));
}

// A code that cannot be made leaves no mark, as on paper.
print::Modules modules_of(const PaperCode& code) {
    try {
        return code.bars ? print::code128(code.data)
                         : print::qr_code(code.data, print::Correction::medium);
    } catch (const std::invalid_argument&) {
        return {};
    }
}

// Lays one element below the other; without a context it only measures.
class Painter {
public:
    explicit Painter(cairo_t* context) : context_(context) {}

    int height() const { return y_; }
    bool full() const { return y_ >= height_dots_max; }

    void operator()(const PaperFeed& feed) { y_ += static_cast<int>(feed.dots); }

    void operator()(const PaperLine& line) {
        const int height = line_height(line);
        int width = 0;
        for (const auto& run : line.runs)
            width += run_width(run);
        double x = left_edge(line.align, width);
        for (const auto& run : line.runs) {
            if (context_) draw(run, x, y_ + height - line_gap);
            x += run_width(run);
        }
        y_ += height;
    }

    void operator()(const PaperCode& code) {
        const auto modules = modules_of(code);
        const int dot = static_cast<int>(code.module_dots);
        const int tall = code.bars ? static_cast<int>(code.height_dots) : dot;
        const double x = left_edge(code.align, static_cast<int>(modules.width) * dot);
        for (unsigned row = 0; context_ && row < modules.height; ++row)
            for (unsigned column = 0; column < modules.width; ++column)
                if (modules.at(column, row))
                    cairo_rectangle(context_, x + static_cast<int>(column) * dot,
                                    y_ + static_cast<int>(row) * tall, dot, tall);
        if (context_) cairo_fill(context_);
        y_ += static_cast<int>(modules.height) * tall + line_gap;
    }

    void operator()(const PaperImage& image) {
        const double x = left_edge(image.align, static_cast<int>(image.width_bytes) * 8);
        for (unsigned row = 0; context_ && row < image.height; ++row)
            draw_row(image, row, x);
        y_ += static_cast<int>(image.height);
    }

private:
    // A row at a time and black dots together: a path of every dot would take gigabytes.
    void draw_row(const PaperImage& image, unsigned row, double x) {
        const auto columns = std::min(image.width_bytes * 8, paper_dots);
        const auto black = [&](unsigned column) {
            return (image.rows[std::size_t{row} * image.width_bytes + column / 8] &
                    (0x80 >> column % 8)) != 0;
        };
        for (unsigned from = 0; from < columns; ++from) {
            auto to = from;
            while (to < columns && black(to))
                ++to;
            if (to == from) continue;
            cairo_rectangle(context_, x + from, y_ + static_cast<int>(row), to - from, 1);
            from = to;
        }
        cairo_fill(context_);
    }

    // Laid out at its normal size, and only then stretched: a printer's characters are one font.
    void draw(const PaperRun& run, double x, double bottom) {
        cairo_save(context_);
        auto* layout = pango_cairo_create_layout(context_);
        auto* options = cairo_font_options_create();
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        pango_cairo_context_set_font_options(pango_layout_get_context(layout), options);
        cairo_font_options_destroy(options);
        auto* font = pango_font_description_from_string("DejaVu Sans Mono");
        pango_font_description_set_absolute_size(font, font_dots * PANGO_SCALE);
        if (run.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
        pango_layout_set_font_description(layout, font);
        pango_layout_set_text(layout, run.text.data(), static_cast<int>(run.text.size()));
        cairo_translate(context_, x + run.skip_dots, bottom - run.height * cell_height);
        cairo_scale(context_, run.width, run.height);
        const auto cells = static_cast<double>(characters(run.text)) * cell_width;
        if (run.reverse) {
            cairo_rectangle(context_, 0, 0, cells, cell_height);
            cairo_fill(context_);
            set_colour(context_, paper_colour);
        }
        pango_cairo_show_layout(context_, layout);
        pango_font_description_free(font);
        g_object_unref(layout);
        if (run.underline) {
            cairo_rectangle(context_, 0, cell_height - 1, cells, 1);
            cairo_fill(context_);
        }
        cairo_restore(context_);
    }

    cairo_t* context_;
    int y_ = margin_dots;
};

void paint(Painter& painter, const std::vector<PaperElement>& paper) {
    for (const auto& element : paper) {
        if (painter.full()) return;
        std::visit(painter, element);
    }
}

int measure(const std::vector<PaperElement>& paper) {
    Painter painter(nullptr);
    paint(painter, paper);
    return std::min(painter.height() + margin_dots, height_dots_max);
}

} // namespace

std::string plain_text(const std::vector<PaperElement>& paper) {
    std::string text;
    for (const auto& element : paper) {
        if (const auto* line = std::get_if<PaperLine>(&element)) {
            for (const auto& run : line->runs)
                text += run.text;
            text += '\n';
        } else if (const auto* code = std::get_if<PaperCode>(&element)) {
            text += "[" + code->data + "]\n";
        }
    }
    return text;
}

void write_png(const std::vector<PaperElement>& paper, const std::filesystem::path& file) {
    const Surface surface(cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, static_cast<int>(paper_dots) + 2 * margin_dots, measure(paper)));
    const Context context(cairo_create(surface.get()));
    set_colour(context.get(), paper_colour);
    cairo_paint(context.get());
    set_colour(context.get(), ink_colour);
    Painter painter(context.get());
    paint(painter, paper);
    if (cairo_surface_write_to_png(surface.get(), file.c_str()) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error("cannot write " + file.string());
}

} // namespace sportello::device
