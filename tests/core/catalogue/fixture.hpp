// tests/core/catalogue/fixture.hpp -- a folder of one good plugin, of which a test spoils a member.
#pragma once

#include "core/catalogue/catalogue.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/temp_folder.hpp"

namespace sportello::catalogue {

class CatalogueFixture : public testing::Test {
protected:
    CatalogueFixture() {
        manifest = boost::json::parse(R"({
            "id": "civil-status", "version": "1.0.0", "abi": 1,
            "title": {"it": "Stato civile", "en": "Civil status"},
            "office": {"it": "Ufficio", "en": "Office"}, "filing_class": "XI.1",
            "needs": ["protocol"], "calls": ["protocol.register"],
            "operations": [{"id": "marry", "kind": "command", "form": "forms/marry.json",
                            "offered": true, "audit": true},
                           {"id": "acts", "kind": "query"}]})")
                       .as_object();
        procedure = boost::json::parse(R"({
            "id": "matrimonio", "title": {"it": "Matrimonio civile", "en": "Civil marriage"},
            "kind": "intake", "minutes": 30,
            "documents": [{"it": "Carta d'identità", "en": "Identity card"}],
            "fee_cents": 0, "stamp_duty_cents": 1600, "law": "DPR 396/2000 art. 50",
            "term": {"days": 30, "kind": "office", "unit": "calendar"},
            "channels": ["counter"], "filing_class": "XI.1", "yearly_volume": 60,
            "provenance": "sourced", "keywords": {"it": ["sposarsi", "nozze"], "en": ["wedding"]},
            "operation": "marry", "form": "forms/marry.json"})")
                        .as_object();
        form = boost::json::parse(R"({
            "type": "object", "required": ["day"], "additionalProperties": false,
            "properties": {"day": {"type": "string", "format": "date",
                                   "examples": ["2026-11-24"]},
                           "mood": {"type": "string", "enum": ["good", "grave"]}}})")
                   .as_object();
    }
    // Writes the plugin as it is now into a folder of this name.
    void write(const std::string& name = "civil-status") {
        folder.write(name + "/manifest.json", boost::json::serialize(manifest));
        folder.write(name + "/forms/marry.json", boost::json::serialize(form));
        folder.write(name + "/procedures/" + std::string(procedure["id"].as_string()) + ".json",
                     boost::json::serialize(procedure));
        folder.write(name + "/texts/it.json", R"({"hello": "Ciao"})");
    }
    Catalogue load() { return Catalogue::load({folder.path()}); }
    // Why the plugin is left out, which must be so.
    std::string reason() {
        const auto catalogue = load();
        EXPECT_TRUE(catalogue.areas().empty());
        return catalogue.left_out().size() == 1 ? catalogue.left_out()[0].reason : "none";
    }

    TempFolder folder;
    boost::json::object manifest, procedure, form;
};

} // namespace sportello::catalogue
