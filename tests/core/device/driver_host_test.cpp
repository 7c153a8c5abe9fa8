// tests/core/device/driver_host_test.cpp -- drivers are found, mapped when needed, or left out with
// a reason that a person understands.
#include "core/device/driver_host.hpp"

#include <gmock/gmock.h>

#include <string>

#include "tests/core/device/house.hpp"

namespace sportello::device {

namespace {

using testing::HasSubstr;

std::string manifest_of(const std::string& id,
                        const std::string& devices = R"([{"match": {"usb": "04b8"}}])") {
    return R"({"id": ")" + id +
           R"(", "version": "1.0.0", "abi": 1, "kind": "printer", "devices": )" + devices + "}";
}

class DriverHostTest : public testing::Test {
protected:
    // Why the manifest is not taken; empty when it is.
    std::string problem(const std::string& manifest) {
        folder_.write("odd/manifest.json", manifest);
        const DriverHost host({folder_.path()});
        return host.problems().empty() ? "" : host.problems().front();
    }
    // Why the driver of the tests cannot be mapped; empty when it can.
    std::string why(const std::string& id) {
        try {
            host_.map(id);
            return "";
        } catch (const DriverError& error) {
            return error.what();
        }
    }

    TempFolder folder_;
    DriverHost host_{{SPORTELLO_TEST_DRIVERS, "/no/such/folder"}};
};

TEST_F(DriverHostTest, FindsTheDriversOfItsFolders) {
    EXPECT_EQ(host_.manifest("plain").version, "1.0.0");
    EXPECT_EQ(host_.manifest("plain").entries.size(), 3u);
    EXPECT_THROW(host_.manifest("other"), DriverError);
}

TEST_F(DriverHostTest, MapsADriverOnce) {
    const auto& code = host_.map("plain");
    EXPECT_STREQ(code.id, "plain");
    EXPECT_EQ(&host_.map("plain"), &code);
}

TEST_F(DriverHostTest, SaysWhyALibraryCannotBeUsed) {
    EXPECT_THAT(why("broken-missing"), HasSubstr("the file is missing"));
    EXPECT_THAT(why("broken-file"), HasSubstr("not a library that can be loaded"));
    EXPECT_THAT(why("broken-symbol"), HasSubstr("does not export sportello_driver_v1"));
    EXPECT_THAT(why("broken-entry"), HasSubstr("gives nothing"));
    EXPECT_THAT(why("broken-size"), HasSubstr("cut short"));
    EXPECT_THAT(why("broken-function"), HasSubstr("cut short"));
    EXPECT_THAT(why("broken-id"), HasSubstr("its id is \"somebody-else\""));
    EXPECT_THAT(why("broken-version"), HasSubstr("its version is 0.9.0"));
    EXPECT_EQ(why("broken-open"), "");
}

TEST_F(DriverHostTest, WhatFailedOnceFailsWithTheSameReasonAgain) {
    EXPECT_EQ(why("broken-size"), why("broken-size"));
}

TEST_F(DriverHostTest, SaysWhyAManifestCannotBeUsed) {
    EXPECT_EQ(problem(manifest_of("odd")), "");
    EXPECT_EQ(problem(manifest_of("odd", "[]")), ""); // A driver for the network only.
    EXPECT_THAT(problem("{"), HasSubstr("it is not JSON"));
    EXPECT_THAT(problem("[]"), HasSubstr("not a JSON object"));
    EXPECT_THAT(problem(R"({"id": "odd"})"), HasSubstr("\"version\" is missing"));
    EXPECT_THAT(problem(manifest_of("else")), HasSubstr("must be the folder's name, \"odd\""));
    EXPECT_THAT(problem(R"({"id": "odd", "version": "1", "abi": 2, "kind": "printer"})"),
                HasSubstr("made for another version"));
    EXPECT_THAT(problem(R"({"id": "odd", "version": "1", "abi": 1, "kind": "scale"})"),
                HasSubstr("only \"printer\" is known"));
    EXPECT_THAT(problem(R"({"id": "odd", "version": "1", "abi": 1, "kind": "printer"})"),
                HasSubstr("\"devices\" is missing"));
    EXPECT_THAT(problem(manifest_of("odd", "[{}]")), HasSubstr("no \"match\""));
    EXPECT_THAT(problem(manifest_of("odd", R"([{"match": {"usb": "4b8"}}])")),
                HasSubstr("\"4b8\" is not a USB id"));
    EXPECT_THAT(problem(manifest_of("odd", R"([{"match": {"usb": "04b8-0e15"}}])")),
                HasSubstr("is not a USB id"));
    EXPECT_THAT(problem(manifest_of("odd", R"([{"match": {"usb-class": "7"}}])")),
                HasSubstr("is not a USB id"));
    EXPECT_THAT(problem(manifest_of("odd", R"([{"match": {"bluetooth": "x"}}])")),
                HasSubstr("not by \"bluetooth\""));
    EXPECT_THAT(problem(std::string(300'000, ' ')), HasSubstr("larger than 256 KiB"));
}

TEST_F(DriverHostTest, ABrokenDriverDoesNotHideTheOthers) {
    folder_.write("good/manifest.json", manifest_of("good"));
    folder_.write("bad/manifest.json", "{");
    const DriverHost host({folder_.path()});
    EXPECT_EQ(host.drivers().size(), 1u);
    EXPECT_EQ(host.problems().size(), 1u);
    EXPECT_NO_THROW(host.manifest("good"));
}

TEST_F(DriverHostTest, TheFirstOfTwoDriversWithOneIdIsTaken) {
    const auto first = folder_.write("one/same/manifest.json", manifest_of("same"));
    folder_.write("two/same/manifest.json", manifest_of("same"));
    const DriverHost host({folder_.path() / "one", folder_.path() / "two"});
    EXPECT_EQ(host.manifest("same").folder, first.parent_path());
    ASSERT_EQ(host.problems().size(), 1u);
    EXPECT_THAT(host.problems().front(), HasSubstr("there is a driver \"same\" already"));
}

class ManifestTest : public testing::Test {
protected:
    static constexpr UsbInterface printer{1, 0, 0, 1, 7, 1, 2, 0x01, 0x82};
    static constexpr UsbInterface one_way{1, 0, 1, 2, 7, 1, 1, 0x01, 0};
    static constexpr UsbInterface own{1, 2, 0, 1, 0xff, 0, 0, 0x03, 0x84};

    Manifest manifest(const std::string& devices) {
        folder_.write("m/manifest.json", manifest_of("m", devices));
        return read_manifest(folder_.path() / "m");
    }

    TempFolder folder_;
};

TEST_F(ManifestTest, TheMostSpecificMatchWins) {
    const auto all = manifest(R"([{"match": {"usb-class": "07/01"}, "columns": 1},
        {"match": {"usb": "04b8:0e15"}, "columns": 3}, {"match": {"usb": "04b8"}, "columns": 2}])");
    const auto columns = [&](std::uint16_t vendor, std::uint16_t product) {
        const UsbFacts device{vendor, product, {printer}};
        const auto found = all.find(device);
        return found.entry ? found.entry->profile.at("columns").as_int64() : 0;
    };
    EXPECT_EQ(columns(0x04b8, 0x0e15), 3);
    EXPECT_EQ(columns(0x04b8, 0x0001), 2);
    EXPECT_EQ(columns(0x1111, 0x0e15), 1);
}

TEST_F(ManifestTest, AModelMaySpeakOverAnInterfaceOfItsMakerButARangeMustBePrinters) {
    const UsbFacts device{0x04b8, 0x0202, {own}};
    EXPECT_NE(manifest(R"([{"match": {"usb": "04b8:0202"}}])").find(device).entry, nullptr);
    EXPECT_EQ(manifest(R"([{"match": {"usb": "04b8"}}])").find(device).entry, nullptr);
    EXPECT_EQ(manifest(R"([{"match": {"usb-class": "07/01"}}])").find(device).entry, nullptr);
}

TEST_F(ManifestTest, AnInterfaceThatAnswersIsPreferred) {
    const UsbFacts device{0x04b8, 0x0e15, {one_way, printer, own}};
    const auto found = manifest(R"([{"match": {"usb-class": "07/01"}}])");
    EXPECT_EQ(found.find(device).interface, &device.interfaces[1]);
}

// The same reasons reach whoever looks at the devices.
class BrokenDriverTest : public House {};

TEST_F(BrokenDriverTest, APrinterWithABrokenDriverIsInErrorAndSaysWhyAndItsJobsWait) {
    printer("broken", "virtual").driver = "broken-size";
    printer("unknown", "virtual").driver = "nobody";
    printer("not-mine", "virtual").driver = "broken-open";
    printer("good", "virtual").profile = R"({"asks":false})";
    start();
    const auto waits = enqueue("broken");
    EXPECT_EQ(wait_for(enqueue("good"), print::JobState::sent).state, print::JobState::sent);
    EXPECT_EQ(wait_for("broken", State::error), State::error);
    EXPECT_THAT(devices_->find("broken")->problem, HasSubstr("cut short"));
    EXPECT_EQ(wait_for("unknown", State::error), State::error);
    EXPECT_THAT(devices_->find("unknown")->problem, HasSubstr("no driver \"nobody\""));
    EXPECT_EQ(wait_for("not-mine", State::error), State::error);
    EXPECT_THAT(devices_->find("not-mine")->problem, HasSubstr("does not accept the device"));
    EXPECT_EQ(job(waits).state, print::JobState::queued);
}

} // namespace

} // namespace sportello::device
