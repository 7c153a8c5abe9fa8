// protocol/xml.hpp -- writes an XML document: elements of one namespace, their attributes in it too
// (the schema of the segnatura has attributeFormDefault="qualified").
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace protocol {

class Xml {
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    Xml() : text_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {}

    // <prot:name prot:key="value">inside()</prot:name>
    template <class Inside>
    void element(std::string_view name, Attributes attributes, Inside&& inside) {
        open(name, attributes);
        text_ += ">\n";
        ++depth_;
        inside();
        --depth_;
        indent();
        text_.append("</prot:").append(name).append(">\n");
    }
    template <class Inside>
    void element(std::string_view name, Inside&& inside) {
        element(name, {}, std::forward<Inside>(inside));
    }
    // <prot:name>text</prot:name>
    void text(std::string_view name, std::string_view value, Attributes attributes = {}) {
        open(name, attributes);
        text_ += '>';
        escape(value);
        text_.append("</prot:").append(name).append(">\n");
    }
    // Must hold no "--".
    void comment(std::string_view words) {
        indent();
        text_.append("<!-- ").append(words).append(" -->\n");
    }
    // xmlns:prefix="uri" of the next element.
    void declare(std::string_view prefix, std::string_view uri) {
        namespaces_.append(" xmlns:").append(prefix).append("=\"").append(uri).append("\"");
    }

    std::string take() { return std::move(text_); }

private:
    void indent() { text_.append(2 * depth_, ' '); }
    void open(std::string_view name, Attributes attributes) {
        indent();
        text_.append("<prot:").append(name).append(std::exchange(namespaces_, {}));
        for (const auto& [key, value] : attributes) {
            text_.append(" prot:").append(key).append("=\"");
            escape(value);
            text_ += '"';
        }
    }
    void escape(std::string_view value) {
        for (const char letter : value)
            switch (letter) {
            case '&':
                text_ += "&amp;";
                break;
            case '<':
                text_ += "&lt;";
                break;
            case '>':
                text_ += "&gt;";
                break;
            case '"':
                text_ += "&quot;";
                break;
            default:
                text_ += letter;
            }
    }

    std::string text_;
    std::string namespaces_;
    std::size_t depth_ = 0;
};

} // namespace protocol
