// tests/core/store/attachments_test.cpp -- content is kept once, by its digest, whole or not at
// all.
#include "core/store/attachments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <system_error>

#include "tests/core/temp_folder.hpp"

namespace sportello::store {
namespace {

const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

class AttachmentsTest : public testing::Test {
protected:
    std::vector<std::string> files(const std::filesystem::path& in) const {
        std::vector<std::string> all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(in))
            if (entry.is_regular_file()) all.push_back(entry.path().filename().string());
        return all;
    }

    TempFolder folder;
    Attachments attachments{folder / "attachments"};
};

TEST_F(AttachmentsTest, GivesBackWhatItWasGiven) {
    EXPECT_EQ(attachments.put("abc"), abc);
    EXPECT_EQ(attachments.size_of(abc), 3U);
    EXPECT_EQ(attachments.get(abc), "abc");
    const std::string bytes("\0\xff\r\n", 4);
    EXPECT_EQ(attachments.get(attachments.put(bytes)), bytes);
}

TEST_F(AttachmentsTest, TheSameContentIsKeptOnce) {
    attachments.put("abc");
    attachments.put("abc");
    EXPECT_THAT(files(folder / "attachments"), testing::ElementsAre(abc));
}

TEST_F(AttachmentsTest, WhatIsNotThereIsNotFound) {
    EXPECT_FALSE(attachments.size_of(abc));
    EXPECT_FALSE(attachments.get(abc));
}

TEST_F(AttachmentsTest, OnlyADigestIsAName) {
    folder.write("attachments/pa/passwd", "x");
    for (const auto* name : {"", "abc", "../../etc/passwd", "passwd"})
        EXPECT_FALSE(attachments.size_of(name)) << name;
    EXPECT_FALSE(attachments.size_of(std::string(64, 'A')));
}

TEST_F(AttachmentsTest, ContentThatWasTamperedWithIsNotGivenAsIfItWereRight) {
    attachments.put("abc");
    folder.write("attachments/ba/" + abc, "abd");
    EXPECT_THROW(attachments.get(abc), std::runtime_error);
}

TEST_F(AttachmentsTest, OnlyTheDaemonsUserReadsThem) {
    attachments.put("abc");
    namespace fs = std::filesystem;
    EXPECT_EQ(fs::status(folder / "attachments").permissions(), fs::perms::owner_all);
    EXPECT_EQ(fs::status(folder / ("attachments/ba/" + abc)).permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(AttachmentsTest, AContentThatCannotBeWrittenLeavesNothing) {
    folder.write("attachments/ba", "a file where a folder should be");
    EXPECT_THROW(attachments.put("abc"), std::system_error);
    EXPECT_THAT(files(folder / "attachments"), testing::ElementsAre("ba"));
}

TEST_F(AttachmentsTest, ACopyTakesWhatItLacks) {
    attachments.copy_to(folder / "copy"); // Nothing yet.
    attachments.put("abc");
    attachments.copy_to(folder / "copy");
    const auto other = attachments.put("other");
    folder.write("attachments/zz/leftover.part", "x");
    attachments.copy_to(folder / "copy");
    EXPECT_EQ(Attachments(folder / "copy").get(abc), "abc");
    EXPECT_EQ(Attachments(folder / "copy").get(other), "other");
    EXPECT_EQ(files(folder / "copy").size(), 2U);
}

} // namespace
} // namespace sportello::store
