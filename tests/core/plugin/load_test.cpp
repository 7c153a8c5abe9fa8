// A plugin that is broken in any way is left out with a reason that a person understands, what
// needs it with it, and the others run.
#include "tests/core/plugin/fixture.hpp"

namespace sportello::plugin {
namespace {

class PluginLoad : public PluginFixture {
protected:
    // The reason of a plugin "broken" built so, beside a desk that must not mind.
    std::string reason_of(const std::string& built) {
        desk();
        broken(built);
        up();
        EXPECT_EQ(command("desk.keep", R"({"text":"a"})"), R"({"id":1,"text":"a"})");
        EXPECT_FALSE(host->running("broken"));
        EXPECT_EQ(refusal([&] { command("broken.work"); }), "plugin.left-out");
        return reason("broken");
    }
};

TEST_F(PluginLoad, AGoodOneRunsAndSaysSo) {
    desk();
    declarative("quiet");
    up();
    EXPECT_EQ(status("desk").state, PluginState::running);
    EXPECT_EQ(status("desk").version, "1.0.0");
    EXPECT_EQ(status("quiet").state, PluginState::declarative);
    EXPECT_TRUE(host->running("desk"));
    EXPECT_TRUE(host->running("quiet"));
    EXPECT_FALSE(host->running("nobody"));
}

TEST_F(PluginLoad, ALibraryThatIsMissingIsNamed) {
    EXPECT_THAT(reason_of(""), AllOf(HasSubstr("broken/broken.so"), HasSubstr("missing")));
}

TEST_F(PluginLoad, AFileThatIsNoLibraryIsNamed) {
    folder.write("broken/broken.so", "this is not a library");
    EXPECT_THAT(reason_of(""), AllOf(HasSubstr("broken.so"), HasSubstr("cannot be loaded")));
}

TEST_F(PluginLoad, ALibraryWithoutTheEntryIsOfAnotherAbi) {
    EXPECT_THAT(reason_of("NO_ENTRY"),
                AllOf(HasSubstr("not a plugin of ABI 1"), HasSubstr("sportello_plugin_v1")));
}

TEST_F(PluginLoad, ADescriptionThatIsTooShortIsRefused) {
    EXPECT_THAT(reason_of("SHORT"), HasSubstr("too short"));
}

TEST_F(PluginLoad, NoDescriptionAtAllIsRefused) {
    EXPECT_THAT(reason_of("NO_DESCRIPTION"), HasSubstr("too short"));
}

TEST_F(PluginLoad, ADescriptionWithoutAFunctionIsRefused) {
    EXPECT_THAT(reason_of("NO_HANDLE"), HasSubstr("leaves out a part"));
}

TEST_F(PluginLoad, AnotherIdThanTheManifestsIsNotOfOneBuild) {
    EXPECT_THAT(reason_of("OTHER_ID"),
                HasSubstr("the manifest says broken 1.0.0, the library other 1.0.0"));
}

TEST_F(PluginLoad, AnotherVersionThanTheManifestsIsNotOfOneBuild) {
    EXPECT_THAT(reason_of("OTHER_VERSION"),
                HasSubstr("the manifest says broken 1.0.0, the library broken 2.0.0"));
}

TEST_F(PluginLoad, ThrowingThroughTheEntryIsSaid) {
    EXPECT_THAT(reason_of("THROW_ENTRY"),
                AllOf(HasSubstr("asked what it is"), HasSubstr("who am I?")));
}

TEST_F(PluginLoad, RefusingToBeCreatedIsSaid) {
    EXPECT_EQ(reason_of("REFUSE_CREATE"), "it refused to be created");
}

TEST_F(PluginLoad, ThrowingWhileCreatedIsSaidWithItsWords) {
    EXPECT_EQ(reason_of("THROW_CREATE"), "it threw an exception while it was created: no licence");
}

TEST_F(PluginLoad, RefusingToStartIsSaid) {
    EXPECT_EQ(reason_of("REFUSE_START"), "it refused to start");
}

TEST_F(PluginLoad, ThrowingWhileStartedIsSaid) {
    EXPECT_THAT(reason_of("THROW_START"), HasSubstr("threw an exception while it was started"));
}

TEST_F(PluginLoad, ThrowingWhileStoppedHindersNobody) {
    broken("THROW_STOP");
    desk();
    up();
    EXPECT_TRUE(host->running("broken"));
    EXPECT_NO_THROW(host->stop());
    EXPECT_NO_THROW(host->stop()); // And twice is as once.
}

TEST_F(PluginLoad, AMigrationThatFailsIsNamedAndLeavesNothing) {
    folder.write("broken/migrations/0001_first.sql", "CREATE TABLE broken_first (x);");
    folder.write("broken/migrations/0002_second.sql", "CREATE TABLE broken_second (x; ");
    EXPECT_THAT(reason_of("whole"), HasSubstr("migration 0002_second.sql of broken failed"));
    EXPECT_EQ(db.integer("SELECT count(*) FROM sqlite_master WHERE name LIKE 'broken%'"), 0);
    EXPECT_EQ(db.integer("SELECT count(*) FROM migration WHERE owner = 'broken'"), 0);
}

TEST_F(PluginLoad, ATableOutsideThePrefixIsRefused) {
    folder.write("broken/migrations/0001_first.sql", "CREATE TABLE note (x);");
    EXPECT_THAT(reason_of("whole"), HasSubstr("broken_..."));
    EXPECT_EQ(db.integer("SELECT count(*) FROM sqlite_master WHERE name = 'note'"), 0);
}

TEST_F(PluginLoad, AMigrationOutOfNumberIsNamed) {
    folder.write("broken/migrations/0002_second.sql", "CREATE TABLE broken_second (x);");
    EXPECT_THAT(reason_of("whole"), HasSubstr("0002_second.sql"));
}

TEST_F(PluginLoad, AMissingNeedIsNamed) {
    desk();
    declarative("lonely", "company");
    up();
    EXPECT_THAT(reason("lonely"), HasSubstr("it needs company, which is not installed"));
    EXPECT_TRUE(host->running("desk"));
}

TEST_F(PluginLoad, ACircleIsNamed) {
    desk();
    declarative("egg", "hen");
    declarative("hen", "egg");
    up();
    EXPECT_THAT(reason("egg"), HasSubstr("circle"));
    EXPECT_THAT(reason("hen"), HasSubstr("needs"));
    EXPECT_TRUE(host->running("desk"));
}

// Whatever the needed one died of, and at whatever moment.
class PluginNeedsDead : public PluginLoad, public testing::WithParamInterface<const char*> {};

TEST_P(PluginNeedsDead, WhatNeedsADeadOneIsLeftOutToo) {
    declarative("after", "broken");
    declarative("later", "after");
    reason_of(GetParam());
    EXPECT_EQ(reason("after"), "it needs broken, which was left out");
    EXPECT_EQ(reason("later"), "it needs after, which was left out");
}

INSTANTIATE_TEST_SUITE_P(Moments,
                         PluginNeedsDead,
                         testing::Values("NO_ENTRY", "REFUSE_CREATE", "THROW_START"));

TEST_F(PluginLoad, AFolderThatTheCatalogueLeftOutIsListedWithItsReason) {
    folder.write("torn/manifest.json", "{");
    desk();
    up();
    EXPECT_THAT(reason("torn"), HasSubstr("manifest.json is not JSON"));
}

} // namespace
} // namespace sportello::plugin
