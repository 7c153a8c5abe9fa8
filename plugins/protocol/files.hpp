// protocol/files.hpp -- the filing plan, and the files (fascicoli) under its classes.
#pragma once

#include "protocol.hpp"

namespace protocol {

// Where an entry belongs.
struct Place {
    std::optional<std::string> filing_class;
    std::optional<std::int64_t> file;
    std::optional<std::string> file_code;
    std::optional<std::string> office;
};

// What was asked for, checked: the class exists; the file exists, is open and of that class, which
// it gives when none is said.
Place place_of(Call& call,
               std::optional<std::string> filing_class,
               const std::optional<std::string>& file,
               const std::optional<std::string>& office);

void insert_place(Call& call,
                  const Key& key,
                  int version,
                  const Place& place,
                  const std::optional<std::string>& reason);

struct FilingClass {
    std::string code; // "XI.2"
    std::string title;
    std::string title_of_title; // Of "XI"
};
BOOST_DESCRIBE_STRUCT(FilingClass, (), (code, title, title_of_title))

struct FilingPlan {
    std::vector<FilingClass> classes;
};
BOOST_DESCRIBE_STRUCT(FilingPlan, (), (classes))

FilingPlan filing_plan(Call& call);

// The data of CAD art. 41 c. 2-ter.
struct NewFile {
    std::string filing_class;
    std::string subject;
    std::string responsible;
    std::optional<std::string> administration; // In charge; nothing: this town's.
    std::vector<std::string> other_administrations;
};
BOOST_DESCRIBE_STRUCT(NewFile,
                      (),
                      (filing_class, subject, responsible, administration, other_administrations))

// What is left out stays as it is.
struct FileChange {
    std::string code;
    std::optional<std::string> subject;
    std::optional<std::string> responsible;
    std::optional<std::string> administration;
    std::optional<std::vector<std::string>> other_administrations;
    std::optional<bool> closed;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(
    FileChange,
    (),
    (code, subject, responsible, administration, other_administrations, closed, reason))

struct FileState {
    int version = 0;
    std::string subject;
    std::string administration;
    std::string other_administrations; // By semicolons.
    std::string responsible;
    bool closed = false;
    std::string changed_at;
    std::string actor;
    std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(FileState,
                      (),
                      (version,
                       subject,
                       administration,
                       other_administrations,
                       responsible,
                       closed,
                       changed_at,
                       actor,
                       reason))

struct FiledDocument {
    int year = 0;
    std::int64_t number = 0;
    std::string registered_at;
    std::string direction;
    std::string correspondent;
    std::string subject;
    bool annulled = false;
    bool hidden = false;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(
    FiledDocument,
    (),
    (year, number, registered_at, direction, correspondent, subject, annulled, hidden, text))

// A file with its documents and all it ever was, the state in force first.
struct File {
    std::string code;
    std::string filing_class;
    std::string filing_title;
    std::string opened_at;
    std::vector<FileState> states;
    std::vector<FiledDocument> documents; // In order, a page of them.
    bool more = false;
};
BOOST_DESCRIBE_STRUCT(File,
                      (),
                      (code, filing_class, filing_title, opened_at, states, documents, more))

struct FileRequest {
    std::string code;
    int after_year = 0; // For the next page: the last document's.
    std::int64_t after_number = 0;
};
BOOST_DESCRIBE_STRUCT(FileRequest, (), (code, after_year, after_number))

struct FileSearch {
    std::string text;
    std::optional<int> year;
    std::optional<std::string> filing_class;
    std::optional<bool> closed;
};
BOOST_DESCRIBE_STRUCT(FileSearch, (), (text, year, filing_class, closed))

struct FoundFile {
    std::string code;
    std::string subject;
    std::string responsible;
    bool closed = false;
    std::string opened_at;
};
BOOST_DESCRIBE_STRUCT(FoundFile, (), (code, subject, responsible, closed, opened_at))

struct FoundFiles {
    std::vector<FoundFile> files; // The newest first.
    bool more = false;
};
BOOST_DESCRIBE_STRUCT(FoundFiles, (), (files, more))

File open_file(Call& call, const NewFile& wanted);
File change_file(Call& call, const FileChange& change);
File file(Call& call, const FileRequest& request);
FoundFiles files(Call& call, const FileSearch& search);

} // namespace protocol
