// core/http/events.cpp -- formats an event once and hands it to every subscriber.
#include "core/http/hub.hpp"

#include <algorithm>

namespace sportello::http {

namespace {

// A line break would end the field. In JSON it can only be white space.
void append_line(std::string& text, std::string_view name, std::string_view value) {
    text += name;
    std::replace_copy_if(
        value.begin(), value.end(), std::back_inserter(text),
        [](char c) { return c == '\n' || c == '\r'; }, ' ');
    text += '\n';
}

} // namespace

std::string format(const StreamEvent& event) {
    std::string text;
    text.reserve(event.topic.size() + event.data.size() + 48);
    if (event.id != 0) append_line(text, "id: ", std::to_string(event.id));
    append_line(text, "event: ", event.topic);
    append_line(text, "data: ", event.data);
    text += '\n';
    return text;
}

std::shared_ptr<Events::Hub::Subscriber> Events::Hub::subscribe(std::function<void()> wake) {
    std::erase_if(subscribers, [](const auto& one) { return one.expired(); });
    auto subscriber = std::make_shared<Subscriber>();
    subscriber->wake = std::move(wake);
    subscribers.push_back(subscriber);
    return subscriber;
}

void Events::Hub::publish(const StreamEvent& event) {
    if (subscribers.empty()) return;
    const Message message{event.id, std::make_shared<const std::string>(format(event))};
    std::erase_if(subscribers, [&](const auto& weak) {
        const auto subscriber = weak.lock();
        if (!subscriber) return true;
        subscriber->dropped = subscriber->pending.size() >= pending_max;
        if (subscriber->dropped)
            subscriber->pending.clear();
        else
            subscriber->pending.push_back(message);
        subscriber->wake();
        return subscriber->dropped;
    });
}

std::size_t Events::Hub::count() const {
    return static_cast<std::size_t>(std::count_if(subscribers.begin(), subscribers.end(),
                                                  [](const auto& one) { return !one.expired(); }));
}

Events::Events() : hub_(std::make_unique<Hub>()) {}
Events::~Events() = default;

void Events::publish(const StreamEvent& event) {
    hub_->publish(event);
}

std::size_t Events::subscribers() const {
    return hub_->count();
}

} // namespace sportello::http
