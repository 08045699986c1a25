// Templates of users over the model: what they may name, how it is escaped, what is no template.

#include "options/Failure.h"
#include "options/TemplateName.h"
#include "scratch.h"
#include "templates/Template.h"

namespace async_trait_gen {
namespace {

using namespace test;

std::string render(const std::string& Text, const std::string& Model) {
  return Template("page.txt.mustache", Text).render(Model);
}

// --- Names ------------------------------------------------------------------

TEST(TemplateName, EndsItsOutputs) {
  EXPECT_EQ(templateOutputEnding("page.html.mustache"), ".html");
  EXPECT_EQ(templateOutputEnding("dir.d/page.html.mustache"), ".html");
  EXPECT_EQ(templateOutputEnding("wrapper.log.h.mustache"), ".log.h");
  for (const char* Other : {"page.mustache", "page.html", "mustache", "page.html.mustache.in"})
    EXPECT_EQ(templateOutputEnding(Other), std::nullopt) << Other;
}

TEST(TemplateName, TellsWhatIsEscaped) {
  for (const char* Markup :
       {"a.html.mustache", "a.xhtml.mustache", "a.b.xml.mustache", "a.svg", "dir/a.htm.mustache"})
    EXPECT_TRUE(makesMarkup(Markup)) << Markup;
  for (const char* Other : {"a.h.mustache", "a.md.mustache", "html.mustache", "a.html.in.mustache"})
    EXPECT_FALSE(makesMarkup(Other)) << Other;
}

TEST(Template, EscapesInMarkupAlone) {
  const std::string Model = R"({"type": "map<int, \"a\" & 'b'>"})";
  const std::string Text = "{{type}} {{{type}}} {{&type}}";
  const std::string Plain = "map<int, \"a\" & 'b'>";
  EXPECT_EQ(Template("a.html.mustache", Text).render(Model),
            "map&lt;int, &quot;a&quot; &amp; &apos;b&apos;&gt; " + Plain + " " + Plain);
  EXPECT_EQ(Template("a.h.mustache", Text).render(Model), Plain + " " + Plain + " " + Plain);
}

// --- Data -------------------------------------------------------------------

TEST(Template, NamesMembersOfTheDocument) {
  EXPECT_EQ(render("{{schema}} {{file}} {{a.b}} {{missing}}.",
                   R"({"schema": 1, "file": "x", "a": {"b": "y"}})"),
            "1 x y .");
}

TEST(Template, KnowsTheFirstAndTheLast) {
  const std::string List = "{{#p}}{{^is_first}}, {{/is_first}}{{n}}{{#is_last}};{{/is_last}}{{/p}}";
  EXPECT_EQ(render(List, R"({"p": [{"n": "a"}, {"n": "b"}, {"n": "c"}]})"), "a, b, c;");
  EXPECT_EQ(render(List, R"({"p": [{"n": "a"}]})"), "a;");
  EXPECT_EQ(render(List, R"({"p": []})"), "");
}

TEST(Template, AsksForWordsByName) {
  const std::string Model = R"({"kind": "trait", "members": [
      {"kind": "method", "receiver": "const", "parameters": [{"category": "value"}]},
      {"kind": "constant"}]})";
  EXPECT_EQ(render("{{#members}}{{#kind_method}}m{{/kind_method}}{{#kind_constant}}c"
                   "{{/kind_constant}}{{/members}}",
                   Model),
            "mc");
  EXPECT_EQ(render("{{#members}}{{#receiver_const}}const{{/receiver_const}}{{#parameters}}"
                   "{{#category_value}}value{{/category_value}}{{/parameters}}{{/members}}",
                   Model),
            "constvalue");
}

TEST(Template, WhatSomethingIsNotIsNotLookedForFurtherOut) {
  EXPECT_EQ(render("{{#members}}{{#kind_trait}}wrong{{/kind_trait}}{{/members}}",
                   R"({"kind": "trait", "members": [{"kind": "method"}]})"),
            "");
  EXPECT_EQ(render("{{#p}}[{{n}}{{#d}}wrong{{/d}}{{#o}}wrong{{/o}}]{{/p}}",
                   R"({"n": "outer", "d": "outer", "o": "outer",
                       "p": [{"n": "", "d": null, "o": {}}]})"),
            "[]");
}

TEST(Template, HasCommentsWithoutTheirMarks) {
  const auto docText = [](const std::string& Lines) {
    return render("{{{doc_text}}}", "{\"doc\": " + Lines + "}");
  };
  EXPECT_EQ(docText(R"(["/// One.", "///", "///  Two.", "//! Three."])"), "One.\n\nTwo.\nThree.");
  EXPECT_EQ(docText(R"(["/** One.", " * Two. */"])"), "One.\nTwo.");
  EXPECT_EQ(docText(R"(["/**", " * One.", " */"])"), "One.");
  EXPECT_EQ(docText(R"(["/*! One. */"])"), "One.");
  EXPECT_EQ(render("{{#doc_text}}wrong{{/doc_text}}{{#doc}}wrong{{/doc}}", R"({"doc": []})"), "");
  EXPECT_EQ(render("{{#doc}}{{.}}|{{/doc}}", R"({"doc": ["/// a", "/// b"]})"), "/// a|/// b|");
}

TEST(Template, ALineOfOneTagIsNoLineOfTheOutput) {
  const std::string Model = R"({"p": [{"n": "1"}, {"n": "2"}], "no": false})";
  EXPECT_EQ(render("a\n{{#p}}\n  {{n}}\n{{/p}}\nb\n", Model), "a\n  1\n  2\nb\n");
  EXPECT_EQ(render("a\r\n  {{#p}} \r\n{{n}}\r\n\t{{/p}}\r\nb", Model), "a\r\n1\r\n2\r\nb");
  EXPECT_EQ(render("a\n{{#no}}\nx\n{{/no}}\n{{^p}}\nx\n{{/p}}\n{{! none }}\nb\n", Model), "a\nb\n");
  EXPECT_EQ(render("{{#no}}\nx\n{{/no}}", Model), "");
  EXPECT_EQ(render("{{#p}}\n\n{{n}}\n{{/p}}\n", Model), "\n1\n\n2\n");
}

TEST(Template, AnyOtherLineStays) {
  const std::string Model = R"({"n": "", "no": false})";
  EXPECT_EQ(render("a\n{{n}}\n  \n{{#no}}x{{/no}}\n{{&n}}\nb", Model), "a\n\n  \n\n\nb");
  EXPECT_EQ(render("{{! over\ntwo }}a\n", Model), "a\n");
  EXPECT_EQ(render("{{=<% %>=}}\n{{#text}}\n<%n%>.\n", Model), "\n{{#text}}\n.\n");
}

TEST(Template, APartialIsEmpty) {
  EXPECT_EQ(render("[{{> p}}]", "{}"), "[]");
  // Text of a header is no template.
  EXPECT_EQ(render("[{{> p}}]", R"({"p": "{{> p}}"})"), "[]");
}

// --- Mistakes ---------------------------------------------------------------

std::string refusal(const std::string& Text) {
  try {
    const Template Unused("t.mustache", Text);
    return {};
  } catch (const Failure& Error) {
    EXPECT_EQ(Error.code(), ExitCode::BadUsage);
    EXPECT_EQ(Error.id(), "bad-template");
    EXPECT_EQ(Error.file(), "t.mustache");
    return Error.what();
  }
}

TEST(Template, RefusesWhatIsNoMustache) {
  EXPECT_EQ(refusal("a\n  {{#p}}\n"),
            "the template 't.mustache' is wrong in line 2, column 3: Unclosed section \"p\"");
  EXPECT_EQ(refusal("{{/p}}"),
            "the template 't.mustache' is wrong in line 1, column 1: Unopened section \"p\"");
  EXPECT_EQ(refusal("{{#a}}\n{{#b}}{{/a}}{{/b}}"),
            "the template 't.mustache' is wrong in line 1, column 1: Unclosed section \"a\"");
  EXPECT_EQ(refusal("\n\n{{p"),
            "the template 't.mustache' is wrong in line 3, column 1: Unclosed tag");
  EXPECT_EQ(refusal("{{=x=}}"),
            "the template 't.mustache' is wrong in line 1, column 1: Invalid set delimiter tag");
  EXPECT_EQ(refusal("{{"), "the template 't.mustache' is wrong in line 1, column 1: Unclosed tag");
  EXPECT_EQ(refusal(""), "");
}

TEST(Template, RefusesWhatWouldExhaustTheStack) {
  const auto nested = [](std::size_t Depth, const std::string& Open, const std::string& Close) {
    std::string Text;
    for (std::size_t Level = 0; Level < Depth; ++Level)
      Text = Open + Text + Close;
    return Text;
  };
  EXPECT_EQ(refusal(nested(500, "{{#a}}", "{{/a}}") + nested(500, "{{^a}}", "{{/a}}")), "");
  const std::string Message =
      "the template 't.mustache' has sections that are nested more than 500 deep";
  EXPECT_EQ(refusal(nested(501, "{{# a}}", "{{/a}}")), Message);
  EXPECT_EQ(refusal(nested(501, "{{^a}}", "")), Message);
  EXPECT_EQ(refusal("{{=<% %>=}}" + nested(501, "<%#a%>", "<%/a%>")), Message);
}

TEST(Template, IsReadFromAFile) {
  const ScratchDirectory Scratch;
  writeFile(Scratch / "a.html.mustache", "<{{n}}>");
  EXPECT_EQ(Template::read(Scratch / "a.html.mustache").render(R"({"n": "&"})"), "<&amp;>");
  for (const fs::path& Unreadable : {Scratch / "missing", Scratch.path()})
    try {
      Template::read(Unreadable);
      ADD_FAILURE() << Unreadable;
    } catch (const Failure& Error) {
      EXPECT_EQ(Error.code(), ExitCode::FileError);
      EXPECT_EQ(Error.what(), "cannot read the template '" + Unreadable.string() + "'");
    }
}

} // namespace
} // namespace async_trait_gen
