// taxes/law.hpp -- every number that the law sets, each with its source and date.
//
// What a town may decide otherwise is here as the law's default; its decisions are in the tables
// (see town.hpp). "To be confirmed" marks what was written from memory. Money is in cents, rates in
// millionths (ppm): 10.6 per thousand is 10 600.
#pragma once

#include <array>
#include <cstdint>
#include <utility>

namespace taxes::law {

using Ppm = std::int64_t;

inline constexpr std::int64_t million = 1'000'000;

// --- IMU, L. 160/2019 art. 1 (read in the text in force in 2026) -------------------------------

inline constexpr int imu_first_year = 2021; // c. 762: 2020 was paid on what 2019 had been.

// c. 745: the cadastral income is revalued by 5 %, then multiplied by group or category.
inline constexpr std::int64_t building_revaluation_percent = 105;
inline constexpr int multiplier_dwelling = 160;   // A but A/10, C/2, C/6, C/7
inline constexpr int multiplier_collective = 140; // B, C/3, C/4, C/5
inline constexpr int multiplier_office = 80;      // A/10, D/5
inline constexpr int multiplier_productive = 65;  // D but D/5
inline constexpr int multiplier_shop = 55;        // C/1

// c. 746: the land income is revalued by 25 % (L. 662/1996 art. 3 c. 51).
inline constexpr std::int64_t land_revaluation_percent = 125;
inline constexpr int multiplier_land = 135;

struct RateBounds {
    Ppm base, least, most;
};
inline constexpr RateBounds luxury_home{5'000, 0, 6'000};     // c. 748
inline constexpr RateBounds rural{1'000, 0, 1'000};           // c. 750
inline constexpr RateBounds unsold_goods{1'000, 0, 2'500};    // c. 751, until 2021
inline constexpr RateBounds farmland{7'600, 0, 10'600};       // c. 752
inline constexpr RateBounds group_d{8'600, 7'600, 10'600};    // c. 753
inline constexpr RateBounds other_property{8'600, 0, 11'400}; // c. 754; 10.6 + 0.8 with c. 755
inline constexpr Ppm state_share = 7'600;                     // c. 744: of group D, to the State
inline constexpr int unsold_goods_exempt_from = 2022;         // c. 751
inline constexpr std::int64_t main_home_deduction_cents = 20'000; // c. 749, a year

inline constexpr std::int64_t reduced_base_percent = 50; // c. 747: historic, unfit, lent to family
inline constexpr std::int64_t agreed_rent_percent = 75;  // c. 760

// c. 762, with DL 70/2011 art. 7 c. 2 lett. l: a Saturday or holiday gives way to the next day.
inline constexpr unsigned advance_month = 6, balance_month = 12, payment_day = 16;
inline constexpr unsigned declaration_month = 6, declaration_day = 30; // c. 769, of the next year

// c. 767: from the first year of the compulsory table of rates, a town that published none has the
// base rates; before, those of the year before. The table binds from 2025 (DL 202/2024 and DM 6
// September 2024: to be confirmed). Rates count once published by 28 October.
inline constexpr int rates_table_from = 2025;
inline constexpr unsigned publication_month = 10, publication_day = 28;

// L. 296/2006 art. 1 c. 166: to the euro, down to 49 cents, up from 50; c. 168 with L. 289/2002
// art. 25: what a year owes up to this is not paid, unless the by-law differs.
inline constexpr std::int64_t minimum_cents = 1'200;

// Tax codes of the F24 form: ris. Agenzia delle Entrate 35/E of 12 April 2012 and 33/E of 21 May
// 2013; 3939: ris. 29/E of 29 May 2020. TARI: ris. 45/E of 24 April 2014 (to be confirmed).
inline constexpr const char* code_main_home = "3912";
inline constexpr const char* code_rural = "3913";
inline constexpr const char* code_farmland = "3914";
inline constexpr const char* code_building_land = "3916";
inline constexpr const char* code_other = "3918";
inline constexpr const char* code_group_d_state = "3925";
inline constexpr const char* code_group_d_town = "3930";
inline constexpr const char* code_unsold_goods = "3939";
inline constexpr const char* code_tari = "3944";

// --- TARI, L. 147/2013 art. 1 cc. 641-668, DPR 158/1999 ----------------------------------------

inline constexpr Ppm tefa = 50'000; // D.Lgs. 504/1992 art. 19, DM 1 July 2020: 5 % to the province
// ARERA, a user a year: UR1 and UR2 (386/2023/R/rif), UR3 (133/2025/R/rif). To be confirmed.
inline constexpr std::int64_t ur1_cents = 10, ur2_cents = 150, ur3_cents = 600;
// ARERA TQRIF (15/2022/R/rif) artt. 6 and 10: days to declare a start, a change or an end.
inline constexpr int declare_within_days = 90;

// --- Ravvedimento operoso, D.Lgs. 472/1997 art. 13 ---------------------------------------------

// D.Lgs. 471/1997 art. 13: 30 % of what was not paid; 25 % for violations from 1 September 2024
// (D.Lgs. 87/2024 art. 5). The law of the day of the violation holds, so of the day it was due.
inline constexpr const char* second_regime_from = "2024-09-01";

// The fraction of the unpaid tax, by days or years late. Up to 14 days it is for each day.
struct Reductions {
    std::int64_t per_day; // 1 / this
    std::pair<std::int64_t, std::int64_t> days_30, days_90, year_1, year_2, later;
};
inline constexpr Reductions until_august_2024{1'000, {3, 200}, {1, 60}, {3, 80}, {3, 70}, {1, 20}};
inline constexpr Reductions from_september_2024{1'200, {1, 80}, {1, 72}, {1, 32}, {1, 28}, {1, 28}};

// The legal rate of interest (c.c. art. 1284), by decree of the Ministry of Economy for each year:
// DM 11-12-2014, 11-12-2015, 7-12-2016, 13-12-2017, 12-12-2018, 12-12-2019, 11-12-2020, 13-12-2021,
// 13-12-2022, 29-11-2023, 10-12-2024, 10-12-2025 (GU 289).
inline constexpr std::array<std::pair<int, Ppm>, 12> legal_interest{{
    {2015, 5'000},
    {2016, 2'000},
    {2017, 1'000},
    {2018, 3'000},
    {2019, 8'000},
    {2020, 500},
    {2021, 100},
    {2022, 12'500},
    {2023, 50'000},
    {2024, 25'000},
    {2025, 20'000},
    {2026, 16'000},
}};
inline constexpr int interest_days_a_year = 365; // Also in leap years.

// --- Instalments, L. 160/2019 art. 1 cc. 796-802 -----------------------------------------------

struct Bracket {
    std::int64_t up_to_cents;
    int most; // Monthly instalments.
};
// c. 796, where the town has no by-law (ris. MEF 3/DF of 17 April 2020).
inline constexpr std::array<Bracket, 6> instalments{
    {{10'000, 1}, {50'000, 4}, {300'000, 12}, {600'000, 24}, {2'000'000, 36}, {INT64_MAX, 72}}};
// c. 797: a by-law grants at least so many above this.
inline constexpr std::int64_t long_plan_above_cents = 600'000;
inline constexpr int long_plan_least = 36;
inline constexpr Ppm interest_surcharge_most = 20'000; // c. 802: two points over the legal rate.

// --- Refunds and self-redress ------------------------------------------------------------------

inline constexpr int refund_years = 5; // L. 296/2006 art. 1 c. 164, from the payment
// L. 212/2000 art. 10-quater (D.Lgs. 219/2023): no longer compulsory a year after the act is final.
inline constexpr int redress_months_after_final = 12;
// D.Lgs. 546/1992 art. 21, and L. 742/1969: August does not count. To be confirmed.
inline constexpr int appeal_days = 60;
inline constexpr unsigned suspended_month = 8;

// --- pagoPA, SACI (AgID), guidelines of the notice ---------------------------------------------

inline constexpr int check_modulus = 93;
inline constexpr char aux_segregated = '3';               // New towns use it: 0, 1, 2 are old.
inline constexpr const char* default_segregation = "01";  // 00-49 are a body's own, but 47.
inline constexpr const char* reserved_segregation = "47"; // Canone unico
inline constexpr std::int64_t notice_cents_max = 9'999'999'999; // Ten digits.

} // namespace taxes::law
