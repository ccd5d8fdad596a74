#include "resolver/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace flink_launcher {
namespace {

using std::string_literals::operator""s;

TEST(Utf8Test, EncodesAndDecodesEveryLength) {
  for (const char32_t c : {U'a', U'\u00e9', U'\u20ac', U'\ud7ff', U'\ue000', U'\U0001F600'}) {
    std::string text;
    AppendUtf8(text, c);
    std::size_t at = 0;
    EXPECT_EQ(NextUtf8(text, at), c);
    EXPECT_EQ(at, text.size());
  }
}

// The number of replacement characters is Java's.
TEST(Utf8Test, RepairsAsJavaDoes) {
  EXPECT_EQ(RepairUtf8("a\xFF\x62"), "a\uFFFDb");
  EXPECT_EQ(RepairUtf8("\xC3"), "\uFFFD");
  EXPECT_EQ(RepairUtf8("\xC0\x80"), "\uFFFD\uFFFD");
  EXPECT_EQ(RepairUtf8("\xE2\x82z"), "\uFFFDz");
  EXPECT_EQ(RepairUtf8("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(RepairUtf8("\xF0\x9F\x98"), "\uFFFD");
}

std::string Decoded(std::string_view bytes) {
  const Result<std::string> text = DecodeByByteOrderMark(bytes, "f");
  return text ? *text : text.error().what;
}

TEST(Utf8Test, FollowsTheByteOrderMark) {
  EXPECT_EQ(Decoded("a\u00e9"), "a\u00e9");
  EXPECT_EQ(Decoded("\xEF\xBB\xBF"
                    "a"),
            "a");
  EXPECT_EQ(Decoded("\xFE\xFF\0a\xD8\x3D\xDE\x00"s), "a\U0001F600");
  EXPECT_EQ(Decoded("\xFF\xFE"
                    "a\0\x3D\xD8\x00\xDE"s),
            "a\U0001F600");
  EXPECT_EQ(Decoded("\0\0\xFE\xFF\0\0\0a"s), "a");
  EXPECT_EQ(Decoded("\xFF\xFE\0\0a\0\0\0"s), "a");
}

TEST(Utf8Test, RefusesMalformedInput) {
  EXPECT_EQ(Decoded("a\xFF"), "the file is not valid UTF-8");
  EXPECT_EQ(Decoded("\xFE\xFF\xDC\x00\0b"s), "the file is not valid UTF-16");
  EXPECT_EQ(Decoded("\xFE\xFF\0b\0"s), "the file is not valid UTF-16");
  EXPECT_EQ(Decoded("\0\0\xFE\xFF\0\0\xD8\0"s), "the file is not valid UTF-32");
}

TEST(Utf8Test, NamesTheByteAndTheLine) {
  const Result<std::string> text = DecodeByByteOrderMark("a: 1\nb: \xC3(", "conf/config.yaml");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error(), (Error{ErrorCode::kConfig,
                                 "the file is not valid UTF-8",
                                 Origin::File("conf/config.yaml", 2),
                                 "byte 9 of the file is malformed",
                                 "save the file as UTF-8",
                                 {}}));
}

TEST(Utf8Test, AnAsciiRunEndsAtTheFirstOtherByteWhereverItStands) {
  for (std::size_t length = 0; length < 20; ++length) {
    const std::string ascii(length, 'a');
    EXPECT_EQ(AsciiRun(ascii, 0), ascii);
    EXPECT_EQ(AsciiRun(ascii + "\xC3\xA4" + "bc", 0), ascii);
    EXPECT_EQ(AsciiRun("\xC3\xA4" + ascii + "\xFF", 2), ascii);
  }
}

}  // namespace
}  // namespace flink_launcher
