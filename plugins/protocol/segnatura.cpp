// protocol/segnatura.cpp -- the elements in the order of the schema (namespace
// http://www.agid.gov.it/protocollo/, version 3.0.0).
//
// No postal address is written: the schema asks for a CAP of six digits, which no Italian one has.
// A correspondent known by its text alone is written as a legal person's denomination, the only
// choice of the schema that takes a name as it is.
#include "segnatura.hpp"

#include <sportello/text.hpp>

#include <algorithm>
#include <functional>

#include "digest.hpp"
#include "entry.hpp"
#include "xml.hpp"

namespace protocol {

namespace {

constexpr std::string_view register_code = "PG"; // Of the general register: [A-Za-z0-9_.-]{1,16}.

struct Classes {
    std::string title_code, title, class_number, class_title;
};
BOOST_DESCRIBE_STRUCT(Classes, (), (title_code, title, class_number, class_title))

struct Parts {
    const Card& card;
    const Classification& place;
    const sportello::Letterhead& town;
    const Kept& main;
    Classes classes;
    std::optional<std::string> file_subject;
};

std::string municipality(const sportello::Letterhead& town) {
    return "Comune di " + town.town;
}

// What the schema cannot do without.
const Kept& require_main(const Card& card) {
    const auto main =
        std::find_if(card.attachments.begin(), card.attachments.end(), std::mem_fn(&Kept::main));
    if (main == card.attachments.end()) sportello::conflict("segnatura-no-document", "/number");
    return *main;
}

void write_identifier(Xml& xml, const Parts& parts) {
    const auto& entry = parts.card.entry;
    xml.element("Identificatore", [&] {
        xml.text("CodiceAmministrazione", parts.town.administration_code,
                 {{"descrizione", municipality(parts.town)}});
        xml.text("CodiceAOO", parts.town.aoo_code);
        xml.text("CodiceRegistro", register_code);
        xml.text("NumeroRegistrazione", parts.card.text);
        xml.text("DataRegistrazione", entry.registered_at.substr(0, 10));
        xml.text("OraRegistrazione", entry.registered_at.substr(11, 8));
    });
}

void write_heading(Xml& xml, const Parts& parts) {
    xml.element("Intestazione", [&] {
        write_identifier(xml, parts);
        xml.text("Oggetto", parts.card.entry.subject);
        xml.element("Classifica", [&] {
            xml.text("Denominazione", parts.classes.class_title);
            xml.element("CodicePath", [&] {
                xml.text("Livello", parts.classes.title_code,
                         {{"descrizione", parts.classes.title}});
                xml.element("SubLivello", [&] {
                    xml.text("Livello", parts.classes.class_number,
                             {{"descrizione", parts.classes.class_title}});
                });
            });
        });
        if (parts.file_subject)
            xml.element("Fascicolo", [&] {
                xml.text("Denominazione", *parts.file_subject);
                xml.text("CodiceFascicolo", *parts.place.file);
            });
        if (parts.card.entry.reserved) xml.text("Riservato", "true");
    });
}

void write_town(Xml& xml, const sportello::Letterhead& town) {
    xml.element("Amministrazione", [&] {
        xml.text("DenominazioneAmministrazione", municipality(town));
        xml.text("CodiceIPAAmministrazione", town.administration_code);
        xml.text("CodiceIPAAOO", town.aoo_code);
    });
}

void write_party(Xml& xml, const Party& party) {
    const auto& tax_code = party.tax_code;
    if (party.kind == "person")
        xml.element("PersonaFisica", [&] {
            xml.text("Nome", party.name.value_or(""));
            xml.text("Cognome", party.surname.value_or(""));
            if (tax_code && tax_code->size() == 16) xml.text("CodiceFiscale", *tax_code);
        });
    else if (party.kind == "administration")
        xml.element("Amministrazione", [&] {
            xml.text("DenominazioneAmministrazione", party.denomination.value_or(""));
            if (tax_code && tax_code->size() == 11) xml.text("CFAmministrazione", *tax_code);
            xml.text("CodiceIPAAmministrazione", party.ipa_code.value_or(""));
        });
    else
        xml.element("PersonaGiuridica", [&] {
            xml.text("Denominazione", party.denomination.value_or(""));
            if (tax_code && tax_code->size() == 11) xml.text("PIVAoCF", *tax_code);
        });
}

Party named(std::string_view denomination) {
    Party party;
    party.kind = "company";
    party.denomination = sportello::tidy(denomination);
    return party;
}

// By their parts where these are known and still hold; else as the register names them.
std::vector<Party> correspondents(const Card& card) {
    const bool corrected =
        std::any_of(card.corrections.begin(), card.corrections.end(),
                    [](const Correction& made) { return made.field == "correspondent"; });
    if (!card.parties.empty() && !corrected) return card.parties;
    if (card.entry.direction == "in") return {named(card.entry.correspondent)};
    std::vector<Party> all;
    std::string_view rest = card.entry.correspondent;
    while (!rest.empty()) { // Recipients are separated by semicolons.
        const auto end = std::min(rest.find(';'), rest.size());
        auto party = named(rest.substr(0, end));
        if (!party.denomination->empty()) all.push_back(std::move(party));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return all;
}

void write_document(Xml& xml, std::string_view element, const Kept& kept) {
    xml.element(element, {{"nomeFile", kept.name}, {"mimeType", kept.media_type}}, [&] {
        xml.text("Impronta", base64_of_hexadecimal(kept.sha256), {{"algoritmo", "SHA-256"}});
    });
}

void write_description(Xml& xml, const Parts& parts) {
    const Xml::Attributes to{{"confermaRicezione", "true"}, {"perConoscenza", "false"}};
    const bool incoming = parts.card.entry.direction == "in";
    const auto others = correspondents(parts.card);
    xml.element("Descrizione", [&] {
        xml.element("Mittente", [&] {
            if (incoming)
                write_party(xml, others.at(0)); // The schema has room for one.
            else
                write_town(xml, parts.town);
        });
        if (incoming) xml.element("Destinatario", to, [&] { write_town(xml, parts.town); });
        if (!incoming)
            for (const auto& party : others)
                xml.element("Destinatario", to, [&] { write_party(xml, party); });
        write_document(xml, "DocumentoPrimario", parts.main);
        for (const auto& kept : parts.card.attachments)
            if (!kept.main) write_document(xml, "Allegato", kept);
    });
}

std::string write(const Parts& parts) {
    Xml xml;
    xml.declare("prot", "http://www.agid.gov.it/protocollo/");
    xml.declare("ds", "http://www.w3.org/2000/09/xmldsig#");
    xml.element("SegnaturaInformatica", {{"versione", "3.0.0"}, {"lang", "it"}}, [&] {
        write_heading(xml, parts);
        write_description(xml, parts);
        xml.comment("da sigillare: qui va ds:Signature (XAdES B-B, sigillo elettronico"
                    " qualificato dell'amministrazione)");
    });
    return xml.take();
}

} // namespace

Segnatura segnatura(Call& call, const Key& key) {
    const auto card = valid_entry(call, key);
    const auto town = call.letterhead();
    if (town.aoo_code.empty()) sportello::conflict("segnatura-no-aoo");
    const auto& place = card.classifications.at(0);
    if (!place.filing_class) sportello::conflict("segnatura-no-class", "/number");
    Parts parts{card, place, town, require_main(card), {}, std::nullopt};
    parts.classes = call.one<Classes>(
        "SELECT t.code, t.title, substr(c.code, instr(c.code, '.') + 1), c.title"
        " FROM protocol_filing_class c"
        " JOIN protocol_filing_title t ON t.code = substr(c.code, 1, instr(c.code, '.') - 1)"
        " WHERE c.code = ?1",
        *place.filing_class);
    if (place.file)
        parts.file_subject = call.first<std::string>(
            "SELECT s.subject FROM protocol_file_state s JOIN protocol_file f ON f.id = s.file"
            " WHERE f.code = ?1 ORDER BY s.version DESC LIMIT 1",
            *place.file);
    return {"da sigillare", "Segnatura-" + card.text + "-" + std::to_string(key.year) + ".xml",
            write(parts)};
}

} // namespace protocol
