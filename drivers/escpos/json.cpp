// drivers/escpos/json.cpp -- Boost.JSON, compiled in: the driver needs no library at run time.
#include <boost/json/src.hpp>
