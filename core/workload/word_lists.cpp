#include "workload/word_lists.h"

#include <array>

namespace cicada::words {

namespace {

constexpr auto kFirstNames = std::to_array<std::string_view>({"Ada", "Aiko", "Alma", "Amara",
    "Anders", "Anneke", "Beatrix", "Bilal", "Bruno", "Camila", "Carlos", "Chloe", "Daria", "Dmitri",
    "Elena", "Elif", "Emil", "Esther", "Farid", "Fiona", "Gabriel", "Greta", "Hana", "Henrik",
    "Ines", "Isabella", "Ivan", "Jamal", "Johanna", "Jonas", "Kai", "Katarina", "Kenji", "Laila",
    "Leo", "Linnea", "Lucas", "Maia", "Marcel", "Mei", "Mikael", "Nadia", "Nils", "Noor", "Olga",
    "Oscar", "Paula", "Pedro", "Priya", "Quentin", "Rafael", "Rosa", "Samir", "Sofia", "Tamar",
    "Theo", "Uma", "Valentina", "Viktor", "Wanda", "Xavier", "Yara", "Yusuf", "Zoe"});

constexpr auto kLastNames = std::to_array<std::string_view>({"Abel", "Adeyemi", "Aguilar",
    "Almeida", "Bauer", "Becker", "Berg", "Bianchi", "Brandt", "Castro", "Chen", "Cohen", "Costa",
    "Dahl", "Diallo", "Dubois", "Duran", "Eriksen", "Farouk", "Fischer", "Fontaine", "Garcia",
    "Greene", "Haddad", "Hansen", "Holm", "Horvath", "Ivanova", "Jansen", "Kaur", "Keller", "Kim",
    "Kovacs", "Kowalski", "Larsen", "Lehmann", "Lindqvist", "Lopez", "Marino", "Mensah", "Meyer",
    "Moreau", "Nakamura", "Navarro", "Nguyen", "Novak", "Okafor", "Olsen", "Osei", "Papadopoulos",
    "Park", "Petrov", "Quispe", "Ramos", "Ricci", "Rossi", "Sato", "Schmidt", "Silva", "Tanaka",
    "Vargas", "Weber", "Yilmaz", "Zhang"});

constexpr auto kStreetNames = std::to_array<std::string_view>(
    {"Acorn", "Alder Hill", "Amber", "Aspen", "Badger", "Barley Mill", "Beacon Hill", "Birch",
        "Blackthorn", "Bramble", "Bridge End", "Brook", "Cedar Grove", "Chapel", "Cherry Tree",
        "Chestnut", "Church Field", "Clover", "Copper Beech", "Cornflower", "Dairy House", "Dove",
        "Elder", "Falcon", "Ferry Boat", "Foxglove", "Gate House", "Glebe", "Granary",
        "Harbour View", "Hawthorn", "Hazel Wood", "Heather", "Heron", "Hillside", "Holly Bush",
        "Juniper", "Kestrel", "Kingfisher", "Lakeside", "Larch", "Laurel", "Lighthouse", "Linden",
        "Long Meadow", "Mallard", "Market", "Meadow", "Millstream", "Mulberry", "Nightingale",
        "Old Orchard", "Old Station", "Pine Ridge", "Poplar", "Quarry Bank", "Rosemary", "Saddlers",
        "Silver Birch", "Sycamore", "Tannery", "Water Mill", "Willow Tree", "Windmill"});

constexpr auto kStreetTypes = std::to_array<std::string_view>(
    {"Lane", "Street", "Road", "Avenue", "Close", "Drive", "Square", "Terrace", "Gardens", "Way",
        "Row", "Court", "Crescent", "Place", "Street", "Road"});

constexpr auto kCities = std::to_array<std::string_view>({"Aarhus", "Antwerp", "Bergen", "Bilbao",
    "Bologna", "Bremen", "Brno", "Cork", "Dakar", "Davao", "Dresden", "Fukuoka", "Ghent", "Graz",
    "Haifa", "Izmir", "Kaunas", "Kochi", "Krakow", "Lima", "Lyon", "Malaga", "Nantes", "Oaxaca",
    "Osaka", "Porto", "Quito", "Riga", "Rosario", "Tampere", "Turin", "Utrecht"});

constexpr auto kCompanies = std::to_array<std::string_view>({"Alder & Sons", "Amberline", "Bluefin",
    "Brightwater", "Cobalt Works", "Copperfield", "Deepwell", "Eastgate", "Fernhill", "Granite Bay",
    "Halcyon", "Ironbridge", "Juniper Labs", "Kiteworks", "Larkspur", "Millrace", "Northwind",
    "Oakmoor", "Palisade", "Quarterdeck", "Redstart", "Saltmarsh", "Tidewater", "Undercliff",
    "Vellum", "Westering", "Yarrow", "Zephyrine", "Firefly", "Lodestar", "Mainsail", "Sandpiper"});

constexpr auto kOccupations = std::to_array<std::string_view>(
    {"Archivist", "Baker", "Carpenter", "Chemist", "Cook", "Courier", "Dentist", "Designer",
        "Driver", "Editor", "Electrician", "Farmer", "Florist", "Gardener", "Geologist", "Joiner",
        "Lawyer", "Librarian", "Mechanic", "Midwife", "Musician", "Nurse", "Optician", "Painter",
        "Pharmacist", "Pilot", "Plumber", "Surveyor", "Tailor", "Teacher", "Translator", "Welder"});

constexpr auto kMaterials = std::to_array<std::string_view>({"alloy", "amber", "ash", "bamboo",
    "basalt", "brass", "bronze", "canvas", "carbon", "cedar", "ceramic", "chrome", "clay", "cobalt",
    "copper", "cork", "cotton", "felt", "glass", "granite", "hemp", "iron", "linen", "marble",
    "nickel", "oak", "pewter", "pine", "quartz", "rubber", "silver", "slate", "steel", "teak",
    "tin", "titan", "walnut", "wax", "wool", "zinc"});

constexpr auto kProducts = std::to_array<std::string_view>(
    {"anchor", "axle", "basket", "beam", "bell", "bolt", "bracket", "brush", "buckle", "cable",
        "clamp", "crank", "dial", "door", "drill", "fan", "filter", "flask", "frame", "gear",
        "handle", "hinge", "hook", "jar", "kettle", "knob", "lamp", "latch", "lever", "lid",
        "mirror", "nozzle", "panel", "pedal", "pump", "rail", "ring", "rod", "shelf", "spindle",
        "spring", "switch", "tray", "valve", "vase", "wheel", "winch", "wrench"});

} // namespace

std::span<const std::string_view> firstNames()
{
    return kFirstNames;
}

std::span<const std::string_view> lastNames()
{
    return kLastNames;
}

std::span<const std::string_view> streetNames()
{
    return kStreetNames;
}

std::span<const std::string_view> streetTypes()
{
    return kStreetTypes;
}

std::span<const std::string_view> cities()
{
    return kCities;
}

std::span<const std::string_view> companies()
{
    return kCompanies;
}

std::span<const std::string_view> occupations()
{
    return kOccupations;
}

std::span<const std::string_view> materials()
{
    return kMaterials;
}

std::span<const std::string_view> products()
{
    return kProducts;
}

} // namespace cicada::words
