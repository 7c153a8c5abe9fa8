// registry/tests/certificate_test.cpp -- who gets a certificate, at what price, with which words.
#include "charges.hpp"
#include "town.hpp"

namespace registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class Certificate : public Town {
protected:
    Outcome ask(const std::string& tax_code, object more = {}) {
        object request{{"tax_code", tax_code},
                       {"type", "residence"},
                       {"purpose", "private"},
                       {"applicant", object{{"surname", "Ferrari"}, {"name", "Marco"}}}};
        for (const auto& member : more)
            request.insert_or_assign(member.key(), member.value());
        return host.command("registry.certificate", request);
    }
    std::vector<std::int64_t> cents(const Outcome& outcome) {
        EXPECT_TRUE(outcome.ok()) << outcome.code;
        std::vector<std::int64_t> amounts;
        for (const auto& charge : outcome.reply.at("charges").as_array())
            amounts.push_back(charge.at("cents").to_number<std::int64_t>());
        return amounts;
    }
    std::string paper() { return host.paper(host.documents().back()); }
};

constexpr auto mandatory =
    "Il presente certificato non può essere prodotto agli organi della pubblica amministrazione o"
    " ai privati gestori di pubblici servizi";

TEST_F(Certificate, OfResidenceSaysWhereAndSinceWhen) {
    const auto outcome = ask(marco);
    ASSERT_TRUE(outcome.ok()) << outcome.code;
    EXPECT_EQ(outcome.reply.at("number"), "2026/0000001");
    EXPECT_EQ(outcome.reply.at("valid_until"), "2027-05-24");
    const auto text = paper();
    for (const auto* words :
         {"@paper a4\n", "FAC-SIMILE", "Ferrari Marco", "nato a Crema (CR) il 14/03/1978",
          "Via Giuseppe Mazzini 12, int. 4", "dal 02/09/2013", "€ 16,00", "€ 0,52",
          "Valido fino al 24/05/2027", mandatory})
        EXPECT_THAT(text, HasSubstr(words));
    EXPECT_EQ(text.find("@paper a4"), 0U);
    EXPECT_THAT(text, Not(HasSubstr("Bonizzi")));
}

TEST_F(Certificate, OfTheFamilyNamesEverybody) {
    ASSERT_TRUE(ask(giulia, {{"type", "family"}}).ok());
    for (const auto* words : {"Certificato di stato di famiglia", "Ferrari Marco", "Bonizzi Elena",
                              "Ferrari Giulia", "Ferrari Tommaso", "Crema (CR), 18/09/2014"})
        EXPECT_THAT(paper(), HasSubstr(words));
    host.language = "en";
    EXPECT_THAT(paper(), HasSubstr("Only the Italian text is the certificate"));
}

TEST_F(Certificate, ForUseAbroadSaysSoAndNotTheMandatoryWords) {
    ASSERT_TRUE(ask(elena, {{"purpose", "abroad"}}).ok());
    EXPECT_THAT(paper(), HasSubstr("Valido solo per l'estero"));
    EXPECT_THAT(paper(), HasSubstr("nata a Cremona (CR)"));
    EXPECT_THAT(paper(), Not(HasSubstr(mandatory)));
}

TEST_F(Certificate, IsRefusedForAnAdministration) {
    const auto outcome = ask(marco, {{"purpose", "public-administration"}});
    EXPECT_EQ(outcome.status, SPO_INVALID);
    EXPECT_EQ(outcome.code, "certificate-for-administration");
    EXPECT_EQ(outcome.field, "/purpose");
    EXPECT_TRUE(host.documents().empty());
}

TEST_F(Certificate, CostsStampAndFeeUnlessExempt) {
    EXPECT_THAT(cents(ask(marco)), ElementsAre(1600, 52));
    for (const int code : {1, 2, 3, 5, 8, 9})
        EXPECT_THAT(cents(ask(marco, {{"exemption", code}})), ElementsAre(0, 26)) << code;
    for (const int code : {4, 6, 7})
        EXPECT_THAT(cents(ask(marco, {{"exemption", code}})), ElementsAre(0, 0)) << code;
}

TEST_F(Certificate, AnExemptionIsWrittenOnThePaper) {
    const auto outcome = ask(marco, {{"exemption", 3}});
    EXPECT_THAT(paper(), HasSubstr("Esente da bollo, uso processuale (art. 18 DPR 115/2002)"));
    EXPECT_EQ(outcome.reply.at("charges").at(0).at("kind"), "stamp-duty");
    EXPECT_EQ(outcome.reply.at("charges").at(0).at("reason").at("en"),
              "No stamp duty, court proceedings (art. 18 DPR 115/2002)");
}

TEST_F(Certificate, AnotherExemptionNeedsItsRule) {
    EXPECT_EQ(ask(marco, {{"exemption", 99}}).code, "exemption-note-missing");
    EXPECT_EQ(ask(marco, {{"exemption", 99}, {"exemption_note", " "}}).code,
              "exemption-note-missing");
    EXPECT_THAT(cents(ask(marco, {{"exemption", 99}, {"exemption_note", "Art. 5 L. 533/1973"}})),
                ElementsAre(0, 26));
    EXPECT_THAT(paper(), HasSubstr("Art. 5 L. 533/1973"));
    EXPECT_EQ(ask(marco, {{"exemption", 11}}).code, "no-such-exemption");
}

TEST_F(Certificate, AnAdministrationAsksWithItsAct) {
    EXPECT_EQ(ask(marco, {{"exemption", 10}}).code, "authority-act-missing");
    EXPECT_THAT(cents(ask(marco, {{"exemption", 10}, {"authority_act", "INPS prot. 998/2026"}})),
                ElementsAre(0, 0));
    EXPECT_THAT(paper(), HasSubstr("acquisizione d'ufficio. Richiesta: INPS prot. 998/2026"));
    EXPECT_THAT(paper(), Not(HasSubstr(mandatory)));
}

TEST_F(Certificate, TheNumbersOfAYearHaveNoGap) {
    EXPECT_EQ(ask(marco).reply.at("number"), "2026/0000001");
    EXPECT_FALSE(ask(marco, {{"exemption", 11}}).ok());
    EXPECT_EQ(ask(luca).reply.at("number"), "2026/0000002");
    host.set_time("2027-01-01T00:30:00+01:00");
    EXPECT_EQ(ask(luca).reply.at("number"), "2027/0000001");
}

TEST_F(Certificate, CertificabilityDecides) {
    const auto set = [&](int certificability) {
        host.script("UPDATE registry_person SET certificability = " +
                    std::to_string(certificability) + " WHERE tax_code = '" + marco + "'");
    };
    set(0);
    EXPECT_EQ(ask(marco, {{"force", true}}).code, "not-certifiable");
    set(1); // Partial: residence and family only.
    EXPECT_TRUE(ask(marco).ok());
    EXPECT_TRUE(ask(marco, {{"type", "family"}}).ok());
    set(3);
    EXPECT_EQ(ask(marco).code, "not-registrable");
    EXPECT_TRUE(ask(marco, {{"force", true}}).ok());
    const auto teresa = code("Vailati", "Teresa");
    EXPECT_EQ(ask(teresa).code, "under-guardianship");
    EXPECT_TRUE(ask(teresa, {{"force", true}}).ok());
}

TEST_F(Certificate, AnOpenProcedureBlocksIt) {
    const auto giorgio = code("Cattaneo", "Giorgio");
    const auto outcome = ask(giorgio, {{"force", true}});
    EXPECT_EQ(outcome.status, SPO_CONFLICT);
    EXPECT_EQ(outcome.code, "inquiry-open");
    host.script("UPDATE registry_inquiry SET closed_on = '2026-11-24'");
    EXPECT_TRUE(ask(giorgio).ok());
}

TEST_F(Certificate, WhoNoLongerLivesHereHasNone) {
    host.script("UPDATE registry_residence SET valid_to = '2026-11-24' WHERE person_id ="
                " (SELECT id FROM registry_person WHERE tax_code = '" +
                luca + "')");
    EXPECT_EQ(ask(luca).code, "not-resident");
    host.set_time("2026-11-23T10:00:00+01:00");
    EXPECT_TRUE(ask(luca).ok()); // The day before still did.
}

TEST_F(Certificate, OfTheFamilyNeedsAFamilyWithAHolder) {
    EXPECT_EQ(ask(code("Aschedamini", "Pietro"), {{"type", "family"}}).code, "in-cohabitation");
    EXPECT_TRUE(ask(code("Aschedamini", "Pietro")).ok());
    host.script("UPDATE registry_membership SET relationship = 99 WHERE relationship = 1");
    EXPECT_EQ(ask(marco, {{"type", "family"}}).code, "family-without-holder");
    host.script("UPDATE registry_membership SET valid_to = '2026-01-01'");
    EXPECT_EQ(ask(marco, {{"type", "family"}}).code, "no-family");
}

TEST_F(Certificate, TheRegisterOfCertificatesKeepsThePrice) {
    ask(marco, {{"exemption", 7}});
    EXPECT_THAT(host.column("SELECT kind || ' ' || exemption || ' ' || stamp_cents || ' ' ||"
                            " fee_cents || ' ' || applicant FROM registry_certificate"),
                ElementsAre("8 7 0 0 Ferrari Marco"));
}

} // namespace
} // namespace registry
