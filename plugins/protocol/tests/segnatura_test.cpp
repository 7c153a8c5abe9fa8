// protocol/tests/segnatura_test.cpp -- the electronic mark has the structure of Allegato 6.
//
// The rules are written here again, by hand, so that plugin and test do not err together: which
// elements follow each other, which attributes they have, how the values look.
#include <algorithm>
#include <map>
#include <regex>

#include "fixture.hpp"

namespace protocol::testing {

namespace {

using ::testing::HasSubstr;

struct Element {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::string text;
    std::vector<Element> children;
};

// Reads well-formed XML of elements, attributes, text and comments; throws at anything else.
class Reader {
public:
    explicit Reader(std::string text) : text_(std::move(text)) {}

    Element document() {
        expect("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        auto root = element();
        blank();
        if (at_ != text_.size()) throw std::runtime_error("something follows the root");
        return root;
    }

private:
    void blank() { at_ = std::min(text_.find_first_not_of(" \n", at_), text_.size()); }
    void expect(std::string_view what) {
        blank();
        if (text_.compare(at_, what.size(), what) != 0)
            throw std::runtime_error("expected " + std::string(what));
        at_ += what.size();
    }
    bool next_is(std::string_view what) const { return text_.compare(at_, what.size(), what) == 0; }
    std::string until(std::string_view ends) {
        const auto end = text_.find_first_of(ends, at_);
        if (end == std::string::npos) throw std::runtime_error("the text ends too early");
        auto word = text_.substr(at_, end - at_);
        at_ = end;
        return word;
    }
    static std::string plain(std::string text) {
        for (const auto& [code, letter] : std::map<std::string, std::string>{
                 {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
            for (auto at = text.find(code); at != std::string::npos; at = text.find(code, at + 1))
                text.replace(at, code.size(), letter);
        return text;
    }

    Element element() {
        expect("<");
        Element read;
        read.name = until(" >");
        while (next_is(" ")) {
            ++at_;
            const auto key = until("=");
            at_ += 2;
            read.attributes[key] = plain(until("\""));
            ++at_;
        }
        expect(">");
        for (;;) {
            const auto words = until("<");
            if (next_is("<!--")) {
                at_ = text_.find("-->", at_) + 3;
            } else if (next_is("</")) {
                if (read.children.empty()) read.text = plain(words);
                expect("</" + read.name + ">");
                return read;
            } else {
                read.children.push_back(element());
            }
        }
    }

    std::string text_;
    std::size_t at_ = 0;
};

// What may stand inside an element, in order: "name", "name?" or "name*".
const std::map<std::string, std::vector<std::string>> order{
    {"SegnaturaInformatica", {"Intestazione", "Descrizione"}}, // And ds:Signature, not there yet.
    {"Intestazione", {"Identificatore", "Oggetto", "Classifica", "Fascicolo?", "Riservato?"}},
    {"Identificatore",
     {"CodiceAmministrazione", "CodiceAOO", "CodiceRegistro", "NumeroRegistrazione",
      "DataRegistrazione", "OraRegistrazione?"}},
    {"Classifica", {"Denominazione", "CodicePath"}},
    {"CodicePath", {"Livello", "SubLivello"}},
    {"SubLivello", {"Livello"}},
    {"Fascicolo", {"Denominazione", "CodiceFascicolo"}},
    {"Descrizione", {"Mittente", "Destinatario*", "DocumentoPrimario", "Allegato*"}},
    {"Mittente", {"Amministrazione?", "PersonaGiuridica?", "PersonaFisica?"}},
    {"Destinatario", {"Amministrazione?", "PersonaGiuridica?", "PersonaFisica?"}},
    {"Amministrazione",
     {"DenominazioneAmministrazione", "CFAmministrazione?", "CodiceIPAAmministrazione",
      "CodiceIPAAOO?"}},
    {"PersonaGiuridica", {"Denominazione", "PIVAoCF?"}},
    {"PersonaFisica", {"Nome", "Cognome", "CodiceFiscale?"}},
    {"DocumentoPrimario", {"Impronta"}},
    {"Allegato", {"Impronta"}},
};

const std::map<std::string, std::string> values{
    {"CodiceRegistro", "[A-Za-z0-9_.\\-]{1,16}"},
    {"NumeroRegistrazione", "[0-9]{7,}"},
    {"DataRegistrazione", "\\d{4}-\\d{2}-\\d{2}"},
    {"OraRegistrazione", "\\d{2}:\\d{2}:\\d{2}"},
    {"Impronta", "[A-Za-z0-9+/]{43}="},
    {"PIVAoCF", "[0-9]{11}"},
    {"CFAmministrazione", "[0-9]{11}"},
    {"CodiceFiscale", "[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z]"
                      "[0-9LMNPQRSTUV]{3}[A-Z]"},
};

// Of the one namespace, elements and attributes both (attributeFormDefault="qualified").
void check(const Element& element, bool root = true) {
    ASSERT_TRUE(element.name.starts_with("prot:")) << element.name;
    const auto name = element.name.substr(5);
    for (const auto& [key, value] : element.attributes)
        EXPECT_TRUE(key.starts_with("prot:") || (root && key.starts_with("xmlns:"))) << key;
    const auto shape = values.find(name);
    if (shape != values.end()) {
        EXPECT_TRUE(std::regex_match(element.text, std::regex(shape->second)))
            << name << ": " << element.text;
    }
    const auto expected = order.find(name);
    std::size_t at = 0;
    if (expected == order.end()) {
        EXPECT_TRUE(element.children.empty()) << name;
        EXPECT_FALSE(element.text.empty()) << name;
        return;
    }
    for (auto part : expected->second) {
        const bool optional = part.ends_with("?") || part.ends_with("*");
        const bool many = part.ends_with("*");
        if (optional) part.pop_back();
        const auto fits = [&] {
            return at < element.children.size() && element.children[at].name == "prot:" + part;
        };
        EXPECT_TRUE(optional || fits()) << name << " lacks " << part;
        while (fits()) {
            ++at;
            if (!many) break;
        }
    }
    EXPECT_EQ(at, element.children.size()) << name << " holds what does not belong there";
    for (const auto& child : element.children)
        check(child, false);
}

const Element* find(const Element& in, const std::string& path) {
    const Element* at = &in;
    for (std::size_t from = 0; at && from < path.size();) {
        const auto end = std::min(path.find('/', from), path.size());
        const auto name = "prot:" + path.substr(from, end - from);
        const auto found = std::find_if(at->children.begin(), at->children.end(),
                                        [&](const Element& one) { return one.name == name; });
        at = found == at->children.end() ? nullptr : &*found;
        from = end + 1;
    }
    return at;
}

class Segnatura : public Protocol {
protected:
    std::string xml(std::int64_t number = 1) {
        const auto reply =
            reply_of(host.query("protocol.segnatura", object{{"year", 2026}, {"number", number}}));
        EXPECT_EQ(reply.at("state"), "da sigillare");
        return std::string(reply.at("xml").as_string());
    }
    std::string text(const Element& root, const std::string& path) {
        const auto* found = find(root, path);
        EXPECT_TRUE(found) << path;
        return found ? found->text : "";
    }
    Outcome whole(object more = {}) {
        object document{{"filing_class", "I.8"},
                        {"attachments",
                         {kept(digest_of_nothing, "istanza.pdf", true),
                          kept(digest_of_abc, "foto & piano.pdf", false)}}};
        for (const auto& member : more)
            document.insert_or_assign(member.key(), member.value());
        return enter(document);
    }
};

TEST_F(Segnatura, HasTheElementsInTheirOrderAndQualifiedAttributes) {
    whole();
    const auto root = Reader(xml()).document();
    check(root);
    EXPECT_EQ(root.attributes.at("xmlns:prot"), "http://www.agid.gov.it/protocollo/");
    EXPECT_EQ(root.attributes.at("prot:versione"), "3.0.0");
    EXPECT_EQ(root.attributes.at("prot:lang"), "it");
    EXPECT_EQ(text(root, "Intestazione/Identificatore/NumeroRegistrazione"), "0000001");
    EXPECT_EQ(text(root, "Intestazione/Identificatore/CodiceAmministrazione"), "c_d142");
    EXPECT_EQ(text(root, "Intestazione/Classifica/CodicePath/Livello"), "I");
    EXPECT_EQ(text(root, "Intestazione/Classifica/CodicePath/SubLivello/Livello"), "8");
    EXPECT_EQ(text(root, "Descrizione/Mittente/PersonaGiuridica/Denominazione"), "Ferrari Marco");
    EXPECT_EQ(text(root, "Descrizione/Destinatario/Amministrazione/CodiceIPAAOO"), "AD142A1");
}

TEST_F(Segnatura, TheDigestIsBase64) {
    whole();
    const auto root = Reader(xml()).document();
    EXPECT_EQ(text(root, "Descrizione/DocumentoPrimario/Impronta"),
              "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    EXPECT_EQ(text(root, "Descrizione/Allegato/Impronta"),
              "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    EXPECT_EQ(find(root, "Descrizione/Allegato")->attributes.at("prot:nomeFile"),
              "foto & piano.pdf");
}

TEST_F(Segnatura, SaysThatItIsToBeSealedAndHasNoSignature) {
    whole();
    const auto written = xml();
    EXPECT_THAT(written, HasSubstr("<!-- da sigillare"));
    EXPECT_THAT(written, ::testing::Not(HasSubstr("<ds:Signature")));
    EXPECT_THAT(written, ::testing::Not(HasSubstr("CAP>")));
}

TEST_F(Segnatura, NamesPeopleAndBodiesByTheirParts) {
    const object person{{"kind", "person"},
                        {"surname", "Ferrari"},
                        {"name", "Marco"},
                        {"tax_code", "FRRMRC78C14D142I"}};
    whole({{"parties", {person}}});
    auto root = Reader(xml()).document();
    check(root);
    EXPECT_EQ(text(root, "Descrizione/Mittente/PersonaFisica/CodiceFiscale"), "FRRMRC78C14D142I");
    const object province{
        {"kind", "administration"}, {"denomination", "Provincia di Cremona"}, {"ipa_code", "p_cr"}};
    const object company{
        {"kind", "company"}, {"denomination", "Molino <Bianchi>"}, {"tax_code", "01234567897"}};
    whole({{"direction", "out"}, {"parties", {province, company}}, {"reserved", true}});
    root = Reader(xml(2)).document();
    check(root);
    EXPECT_EQ(text(root, "Intestazione/Riservato"), "true");
    EXPECT_EQ(text(root, "Descrizione/Mittente/Amministrazione/DenominazioneAmministrazione"),
              "Comune di Crema");
    EXPECT_EQ(find(root, "Descrizione")->children.size(), 5U);
    EXPECT_EQ(find(root, "Descrizione")->children[2].children[0].children[0].text,
              "Molino <Bianchi>");
}

TEST_F(Segnatura, RecipientsThatAreOneTextAreToldApart) {
    whole({{"direction", "out"}, {"correspondent", "Rossi Ugo; ; Bianchi Ada"}});
    const auto root = Reader(xml()).document();
    check(root);
    EXPECT_EQ(find(root, "Descrizione")->children[2].children[0].children[0].text, "Bianchi Ada");
}

TEST_F(Segnatura, ACorrectedCorrespondentTakesThePlaceOfTheParties) {
    whole({{"parties", {object{{"kind", "company"}, {"denomination", "Vecchia"}}}}});
    change("correct",
           {{"field", "correspondent"}, {"value", "Nuova"}, {"reason", "x"}, {"act", "y"}});
    const auto root = Reader(xml()).document();
    EXPECT_EQ(text(root, "Descrizione/Mittente/PersonaGiuridica/Denominazione"), "Nuova");
}

TEST_F(Segnatura, NamesTheFile) {
    host.command("protocol.open-file", object{{"filing_class", "I.8"},
                                              {"subject", "Accesso atti 2026"},
                                              {"responsible", "Rossi"}});
    whole({{"file", "2026.I.8.1"}});
    const auto root = Reader(xml()).document();
    check(root);
    EXPECT_EQ(text(root, "Intestazione/Fascicolo/CodiceFascicolo"), "2026.I.8.1");
    EXPECT_EQ(text(root, "Intestazione/Fascicolo/Denominazione"), "Accesso atti 2026");
}

TEST_F(Segnatura, NeedsDocumentClassAndArea) {
    const auto refusal = [&](int number) {
        return host.query("protocol.segnatura", object{{"year", 2026}, {"number", number}}).code;
    };
    enter({{"filing_class", "I.8"}});
    EXPECT_EQ(refusal(1), "segnatura-no-document");
    enter({{"attachments", {kept(digest_of_abc, "a.pdf", true)}}});
    EXPECT_EQ(refusal(2), "segnatura-no-class");
    host.letterhead.aoo_code.clear();
    EXPECT_EQ(refusal(2), "segnatura-no-aoo");
}

} // namespace

} // namespace protocol::testing
