// tests/lab/sportello_lab.cpp -- runs a program beside an emulated USB printer, and obeys commands.
//
//     LD_PRELOAD=libumockdev-preload.so.0 sportello-lab -- sportellod --config test.toml
//
// The program is unmodified: libusb and libudev are the distribution's. Commands come on standard
// input, one a line, and each is answered by one line on standard output, "ok" or what was asked:
//
//     plug | unplug                        the cable
//     paper out|low|in, cover open|shut    what the sensors see
//     cutter jammed|free                   a fault that needs a person
//     halt                                 the pipe stalls until it is cleared
//     block | free                         the mechanism stands, and no sensor says why
//     slow BYTES                           prints so many each hundredth of a second; 0: at once
//     mute | speak                         answers nothing
//     after BYTES unplug|paper|halt|block  the fault, once exactly so many more have been taken
//     wait TEXT                            until the paper says TEXT; "no" after ten seconds
//     paper? | taken?                      how many bytes are on the paper, were taken
//     save FILE                            writes the paper's bytes
//     quit                                 ends the program (SIGTERM); so does the end of the input
//
// Exits as the program does.
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

#include "tests/lab/usb_lab.hpp"
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sportello::lab {

namespace {

using Words = std::istringstream;
using Command = std::function<std::string(UsbSocket&, Words&)>;

Command fault(std::function<void(ModelPrinter::Faults&)> change) {
    return [change = std::move(change)](UsbSocket& socket, Words&) {
        socket.with([&](ModelPrinter& printer) { change(printer.faults); });
        return std::string("ok");
    };
}

// One of two or three words chooses the change.
Command chosen(std::map<std::string, std::function<void(ModelPrinter::Faults&)>> changes) {
    return [changes = std::move(changes)](UsbSocket& socket, Words& words) {
        std::string word;
        words >> word;
        const auto found = changes.find(word);
        if (found == changes.end()) return "what is \"" + word + "\"?";
        socket.with([&](ModelPrinter& printer) { found->second(printer.faults); });
        return std::string("ok");
    };
}

std::string after(UsbSocket& socket, Words& words) {
    std::size_t bytes = 0;
    std::string what;
    words >> bytes >> what;
    if (what == "unplug") {
        socket.unplug_after(bytes);
        return "ok";
    }
    if (what != "paper" && what != "halt" && what != "block") return "what is \"" + what + "\"?";
    socket.with([&](ModelPrinter& printer) {
        printer.after(bytes, [&faults = printer.faults, what] {
            (what == "paper"  ? faults.paper_out
             : what == "halt" ? faults.halted
                              : faults.blocked) = true;
        });
    });
    return "ok";
}

std::string wait(UsbSocket& socket, Words& words) {
    std::string text;
    std::getline(words >> std::ws, text);
    const bool came = socket.wait_until(
        [&](ModelPrinter& printer) { return printer.paper().find(text) != std::string::npos; });
    return came ? "ok" : "no";
}

std::string save(UsbSocket& socket, Words& words) {
    std::string file;
    words >> file;
    return std::ofstream(file, std::ios::binary) << socket.paper() ? "ok" : "cannot write " + file;
}

std::map<std::string, Command> commands() {
    using Faults = ModelPrinter::Faults;
    return {
        {"plug", [](UsbSocket& socket, Words&) { return socket.plug(), "ok"; }},
        {"unplug", [](UsbSocket& socket, Words&) { return socket.unplug(), "ok"; }},
        {"paper", chosen({{"out", [](Faults& it) { it.paper_out = true; }},
                          {"low", [](Faults& it) { it.paper_low = true; }},
                          {"in", [](Faults& it) { it.paper_out = it.paper_low = false; }}})},
        {"cover", chosen({{"open", [](Faults& it) { it.cover_open = true; }},
                          {"shut", [](Faults& it) { it.cover_open = false; }}})},
        {"cutter", chosen({{"jammed", [](Faults& it) { it.cutter = true; }},
                           {"free", [](Faults& it) { it.cutter = false; }}})},
        {"halt", fault([](Faults& it) { it.halted = true; })},
        {"block", fault([](Faults& it) { it.blocked = true; })},
        {"free", fault([](Faults& it) { it.blocked = false; })},
        {"mute", fault([](Faults& it) { it.mute = true; })},
        {"speak", fault([](Faults& it) { it.mute = false; })},
        {"slow",
         [](UsbSocket& socket, Words& words) {
             std::size_t bytes = 0;
             words >> bytes;
             socket.with([&](ModelPrinter& it) { it.faults.slow_bytes = bytes; });
             return "ok";
         }},
        {"after", after},
        {"wait", wait},
        {"save", save},
        {"paper?", [](UsbSocket& socket, Words&) { return std::to_string(socket.paper().size()); }},
        {"taken?", [](UsbSocket& socket, Words&) { return std::to_string(socket.taken()); }},
    };
}

void obey(UsbSocket& socket) {
    const auto known = commands();
    for (std::string line; std::getline(std::cin, line) && line != "quit";) {
        Words words(line);
        std::string name;
        words >> name;
        const auto found = known.find(name);
        std::cout << (found == known.end() ? "what is \"" + name + "\"?"
                                           : found->second(socket, words))
                  << std::endl;
    }
}

int run(char** program) {
    UsbMachine machine; // Sets UMOCKDEV_DIR, which the program inherits.
    UsbSocket socket(machine, 1);
    const auto child = fork();
    if (child == 0) { // The commands and the answers are ours.
        dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
        dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(program[0], program);
        _exit(127);
    }
    obey(socket);
    kill(child, SIGTERM);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

} // namespace sportello::lab

int main(int count, char** arguments) {
    if (count < 3 || std::string(arguments[1]) != "--") {
        std::cerr << "usage: sportello-lab -- <program> [<argument>...]\n";
        return 2;
    }
    if (!sportello::lab::UsbMachine::available()) {
        std::cerr << "sportello-lab: LD_PRELOAD must hold libumockdev-preload.so.0\n";
        return 2;
    }
    return sportello::lab::run(arguments + 2);
}
