// tests/core/device/driver_host_test.cpp -- drivers are found, or left out with a reason in words;
// the entry that knows a device most exactly serves it.
#include "core/device/driver_host.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/lab/tools.hpp"

namespace sportello::device {

namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view sound =
    R"({"id": "broken", "version": "1.0.0", "abi": 1, "kind": "printer", "devices": []})";

class DriverHostTest : public testing::Test {
protected:
    // Why the folder "broken" with this manifest is left out; empty when it is not.
    std::string left_out(std::string_view manifest) {
        folder.write("broken/manifest.json", manifest);
        const DriverHost host({folder.path()});
        if (host.problems().empty()) return "";
        EXPECT_THAT(host.problems(), ElementsAre(HasSubstr("broken/manifest.json: ")));
        EXPECT_TRUE(host.drivers().empty());
        try {
            host.manifest("broken");
            ADD_FAILURE() << "a driver that was left out was given";
        } catch (const DriverError& error) {
            EXPECT_EQ(error.what(), host.problems().at(0));
        }
        return host.problems().at(0);
    }
    std::string left_out_with(std::string_view part, std::string_view instead) {
        std::string manifest(sound);
        manifest.replace(manifest.find(part), part.size(), instead);
        return left_out(manifest);
    }
    // Why the library cannot be used; empty when it can.
    std::string unusable(const std::string& library) {
        // Each in a place of its own: what was mapped once stays.
        const auto at = std::to_string(++tried);
        folder.write(at + "/broken/manifest.json", sound);
        if (!library.empty()) folder.write(at + "/broken/broken.so", lab::read_file(library));
        DriverHost host({folder.path() / at});
        std::string first;
        for (int i = 0; i < 2; ++i) { // What failed once is told again, not tried again.
            try {
                host.map("broken");
                return "";
            } catch (const DriverError& error) {
                EXPECT_TRUE(i == 0 || first == error.what());
                first = error.what();
            }
        }
        EXPECT_THAT(first, HasSubstr("broken.so: "));
        return first;
    }
    static std::string library(const std::string& which) {
        return std::string(BROKEN_DRIVERS) + "/" + which + ".so";
    }

    lab::Folder folder;
    int tried = 0;
};

UsbFacts printer_of(std::uint16_t vendor, std::uint16_t product, std::uint8_t device_class = 7) {
    return {vendor, product, {{1, 0, 0, 1, device_class, 1, 2, 0x01, 0x82}}};
}

} // namespace

TEST_F(DriverHostTest, ASoundFolderIsADriverAndOneThatIsNotThereHoldsNone) {
    EXPECT_EQ(left_out(sound), "");
    const DriverHost host({folder.path() / "nowhere", folder.path()});
    EXPECT_EQ(host.drivers().size(), 1u);
    EXPECT_TRUE(host.problems().empty());
    EXPECT_THROW(host.manifest("another"), DriverError);
}

TEST_F(DriverHostTest, AManifestThatIsWrongSaysHow) {
    EXPECT_THAT(left_out("{"), HasSubstr("it is not JSON: "));
    EXPECT_THAT(left_out("[]"), HasSubstr("it is not a JSON object"));
    EXPECT_THAT(left_out_with("\"abi\": 1", "\"abi\": 2"), HasSubstr("its \"abi\" must be 1"));
    EXPECT_THAT(left_out_with("\"abi\": 1, ", ""), HasSubstr("its \"abi\" must be 1"));
    EXPECT_THAT(left_out_with("\"broken\"", "\"other\""),
                AllOf(HasSubstr("its \"id\" is \"other\""), HasSubstr("\"broken\"")));
    EXPECT_THAT(left_out_with("\"id\": \"broken\", ", ""), HasSubstr("its \"id\" is missing"));
    EXPECT_THAT(left_out_with("\"1.0.0\"", "1"), HasSubstr("its \"version\" is missing or not a"));
    EXPECT_THAT(left_out_with("\"printer\"", "\"toaster\""),
                HasSubstr("only \"printer\" is known"));
    EXPECT_THAT(left_out_with("[]", "{}"), HasSubstr("its \"devices\" is missing or not a list"));
    EXPECT_THAT(left_out_with("[]", "[{}]"), HasSubstr("has no \"match\" with one text in it"));
    EXPECT_THAT(left_out_with("[]", R"([{"match": {"usb": "04b8:0e1"}}])"),
                HasSubstr("\"04b8:0e1\" is not a USB id such as"));
    for (const std::string text : {"", "4b8", "04b8-0e15", "04b8:0e15x", "xyzw", "04b8:"})
        EXPECT_THAT(left_out_with("[]", R"([{"match": {"usb": ")" + text + R"("}}])"),
                    HasSubstr("is not a USB id"))
            << text;
    for (const std::string text : {"", "7/1", "07-01", "07/0x", "07/011"})
        EXPECT_THAT(left_out_with("[]", R"([{"match": {"usb-class": ")" + text + R"("}}])"),
                    HasSubstr("is not a USB id"))
            << text;
    EXPECT_THAT(left_out_with("[]", R"([{"match": {"name": "Epson"}}])"),
                HasSubstr("by \"usb\" or \"usb-class\", not by \"name\""));
    EXPECT_THAT(left_out(std::string(300'000, ' ')), HasSubstr("it is larger than 256 KiB"));
    std::string many = "[";
    for (int i = 0; i < 513; ++i)
        many += std::string(i ? "," : "") + R"({"match": {"usb": "04b8"}})";
    EXPECT_THAT(left_out_with("[]", many + "]"), HasSubstr("more than 512 entries"));
}

TEST_F(DriverHostTest, AFolderWithoutAManifestSaysSoAndAFileIsNoFolder) {
    std::filesystem::create_directory(folder.path() / "empty");
    folder.write("README", "not a driver");
    const DriverHost host({folder.path()});
    EXPECT_THAT(host.problems(), ElementsAre(HasSubstr("it cannot be read: No such file")));
}

TEST_F(DriverHostTest, TheFirstFolderOfAnIdWins) {
    folder.write("town/broken/manifest.json", sound);
    folder.write("house/broken/manifest.json", sound);
    const DriverHost host({folder.path() / "town", folder.path() / "house"});
    EXPECT_EQ(host.manifest("broken").folder, folder.path() / "town" / "broken");
    EXPECT_THAT(host.problems(), ElementsAre(AllOf(HasSubstr("house/broken: there is a driver "),
                                                   HasSubstr("town/broken"))));
}

TEST_F(DriverHostTest, ALibraryThatIsWrongSaysHowAndOnlyWhenItIsNeeded) {
    EXPECT_THAT(unusable(""), HasSubstr("the file is missing"));
    EXPECT_THAT(unusable(library("no-entry")), HasSubstr("it does not export sportello_driver_v1"));
    EXPECT_THAT(unusable(library("null-entry")), HasSubstr("its entry point gives nothing"));
    EXPECT_THAT(unusable(library("cut-short")), HasSubstr("its structure is cut short"));
    EXPECT_THAT(unusable(library("no-output")), HasSubstr("its structure is cut short"));
    EXPECT_THAT(unusable(library("other-id")), HasSubstr("it says its id is \"another\""));
    EXPECT_THAT(unusable(library("other-version")), HasSubstr("it says its version is 2.0.0"));
    EXPECT_THAT(unusable(library("missing-symbol")), HasSubstr("nobody_defines_this"));
    EXPECT_THAT(unusable(folder.write("text", "this is no library").string()),
                HasSubstr("it is not a library that can be loaded"));
}

TEST(Manifest, TheMostSpecificEntryWinsWhereverItStands) {
    Manifest manifest;
    for (const auto& [what, text] : {std::pair{"usb-class", "07/01"},
                                     {"usb", "04b8:0e15"},
                                     {"usb", "04b8"},
                                     {"usb-class", "07/01"}})
        manifest.entries.push_back({match_from(what, text), {{"name", text}}});
    const auto name = [&](const UsbFacts& device) {
        const auto* entry = manifest.find(device).entry;
        return entry ? std::string(entry->profile.at("name").as_string()) : "none";
    };
    EXPECT_EQ(name(printer_of(0x04b8, 0x0e15)), "04b8:0e15");
    EXPECT_EQ(name(printer_of(0x04b8, 0x0202)), "04b8");
    EXPECT_EQ(name(printer_of(0x1234, 0x0001)), "07/01");
    EXPECT_EQ(name(printer_of(0x04b8, 0x0e15, 0xff)), "04b8:0e15"); // A maker's own interface.
    EXPECT_EQ(name(printer_of(0x04b8, 0x0202, 0xff)), "none");      // Makers make scanners too.
    EXPECT_EQ(name(printer_of(0x1234, 0x0001, 0x08)), "none");
}

TEST(Manifest, OfSeveralInterfacesTheOneThatTalksBothWaysIsTaken) {
    const auto match = match_from("usb-class", "07/01");
    UsbFacts device{1,
                    2,
                    {{1, 0, 0, 3, 7, 1, 1, 0x01, 0},
                     {1, 0, 1, 3, 7, 1, 3, 0x01, 0x82},
                     {1, 0, 2, 3, 7, 1, 2, 0x01, 0x82}}};
    EXPECT_EQ(match.fits(device)->alternate, 2);
    device.interfaces.pop_back();
    EXPECT_EQ(match.fits(device)->alternate, 0); // IEEE 1284.4 only when there is nothing else.
    device.interfaces.clear();
    EXPECT_EQ(match.fits(device), nullptr);
}

} // namespace sportello::device
