// Every code of a form has its sentence in both languages, with the same placeholders.
#include "core/base/texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/temp_folder.hpp"

namespace sportello::catalogue {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(FormSentences, EachCodeIsSaidInBothLanguages) {
    Texts texts;
    texts.add_folder("", std::filesystem::path(CORE) / "catalogue/texts");
    const Arguments arguments{{"max", "<max>"}, {"min", "<min>"}, {"choices", "<choices>"}};
    const std::pair<const char*, std::vector<std::string>> codes[] = {{"missing", {}},
                                                                      {"unknown", {}},
                                                                      {"type.string", {}},
                                                                      {"type.integer", {}},
                                                                      {"type.number", {}},
                                                                      {"type.boolean", {}},
                                                                      {"type.object", {}},
                                                                      {"type.array", {}},
                                                                      {"type.null", {}},
                                                                      {"too-long", {"<max>"}},
                                                                      {"too-short", {"<min>"}},
                                                                      {"pattern", {}},
                                                                      {"format.date", {}},
                                                                      {"format.past-date", {}},
                                                                      {"format.future-date", {}},
                                                                      {"format.email", {}},
                                                                      {"format.pec", {}},
                                                                      {"format.codice-fiscale", {}},
                                                                      {"format.iban", {}},
                                                                      {"format.plate", {}},
                                                                      {"format.cadastral", {}},
                                                                      {"format.cents", {}},
                                                                      {"choice", {"<choices>"}},
                                                                      {"minimum", {"<min>"}},
                                                                      {"maximum", {"<max>"}},
                                                                      {"items", {"<min>", "<max>"}},
                                                                      {"invalid", {}}};
    for (const char* language : {"it", "en"})
        for (const auto& [code, shown] : codes) {
            const auto full = std::string("form.") + code;
            ASSERT_TRUE(texts.has(full, language)) << full << language;
            const auto sentence = texts.say(full, language, arguments);
            EXPECT_THAT(sentence, Not(HasSubstr("{")));
            for (const auto& argument : shown)
                EXPECT_THAT(sentence, HasSubstr(argument)) << full << language;
        }
}

} // namespace
} // namespace sportello::catalogue
