// The same work with pvxs itself, EPICS's client in C++, as one line of figures. What is repeated is begun once.
#include "pvxs_gets.h"

#include <atomic>
#include <cstdio>
#include <functional>
#include <thread>
#include <sys/resource.h>

#include <pvxs/log.h>

/** One get after the other, each asked for where the last one is answered; then of a hundred PVs side by side. */
static void get(size_t count) {
    Gets one({"B:0"});
    std::vector<double> times;
    Countdown done(1);
    auto started = Clock::now();
    std::function<void()> ask = [&] {
        started = Clock::now();
        one.operations[0]->reExecGet([&](client::Result &&got) {
            got()["value"].as<double>();
            times.push_back(since(started));
            if (times.size() == count + count / 10) done.down();
            else ask();
        });
    };
    ask();
    done.wait();
    times.erase(times.begin(), times.begin() + count / 10);

    Gets hundred(names("B:", 100));
    std::atomic<size_t> answered{0};
    auto sideBySide = [&](size_t gets) {
        std::atomic<size_t> asked{0};
        answered = 0;
        Countdown all(100);
        std::function<void(size_t)> next = [&](size_t index) {
            if (asked++ >= gets) return all.down();
            hundred.operations[index]->reExecGet([&, index](client::Result &&got) {
                got()["value"].as<double>();
                answered++;
                next(index);
            });
        };
        auto begun = Clock::now();
        for (size_t index = 0; index < 100; index++) next(index);
        all.wait();
        return gets / (since(begun) / 1000);
    };
    sideBySide(count);
    double rate = sideBySide(count * 10);
    printf("{\"p50us\":%f,\"rate\":%f,\"gets\":%zu}\n", median(times) * 1000, rate, answered.load() / 10);
}

/** A put, then a get that must bring what was put. */
static void putget(size_t count) {
    Gets one({"P:0"});
    Value form;
    Countdown begun(1);
    auto put = context.put("P:0")
                   .fetchPresent(false)
                   .autoExec(false)
                   .onInit([&](const Value &type) {
                       form = type.cloneEmpty();
                       begun.down();
                   })
                   .exec();
    begun.wait();
    std::vector<double> times;
    size_t right = 0;
    Countdown done(1);
    auto started = Clock::now();
    std::function<void()> next = [&] {
        started = Clock::now();
        Value wanted = form.cloneEmpty();
        double value = times.size() + 1;
        wanted["value"] = value;
        put->reExecPut(wanted, [&, value](client::Result &&result) {
            result();
            one.operations[0]->reExecGet([&, value](client::Result &&got) {
                if (got()["value"].as<double>() == value) right++;
                times.push_back(since(started));
                if (times.size() == count) done.down();
                else next();
            });
        });
    };
    next();
    done.wait();
    printf("{\"p50us\":%f,\"right\":%zu}\n", median(times) * 1000, right);
}

/** Updates of counters for some seconds; a step of more than one is a lost update. */
static void monitor(size_t count, size_t seconds) {
    std::atomic<size_t> updates{0};
    std::atomic<double> lost{0};
    std::vector<double> last(count, -1);
    Countdown first(count);
    std::vector<std::shared_ptr<client::Subscription>> monitors;
    for (size_t index = 0; index < count; index++)
        monitors.push_back(context.monitor("C:" + std::to_string(index))
                               .field("value")
                               .record("queueSize", uint32_t(100))
                               .event([&, index](client::Subscription &subscription) {
                                   while (auto update = subscription.pop()) {
                                       double value = update["value"].as<double>();
                                       if (last[index] < 0) first.down();
                                       else lost = lost + (value - last[index] - 1);
                                       last[index] = value;
                                       updates++;
                                   }
                               })
                               .exec());
    first.wait();
    auto cpu = [] {
        rusage use;
        getrusage(RUSAGE_SELF, &use);
        return use.ru_utime.tv_sec + use.ru_stime.tv_sec + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
    };
    size_t before = updates;
    auto started = Clock::now();
    double used = cpu();
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    size_t seen = updates - before;
    double elapsed = since(started) / 1000;
    used = cpu() - used;
    for (auto &each : monitors) each->cancel();
    printf("{\"rate\":%f,\"lost\":%f,\"cpuUs\":%f}\n", seen / elapsed, lost.load(), used / seen * 1e6);
}

/** The first time, and later, each time with a context that knows no server. `work` tells milliseconds and what it did. */
static void anew(size_t count, const char *done, std::pair<double, double> (*work)(size_t)) {
    auto first = work(count);
    std::vector<double> again;
    for (int round = 0; round < (count > 1000 ? 5 : 30); round++) {
        context.close();
        std::this_thread::sleep_for(std::chrono::milliseconds(count > 1000 ? 500 : 20));
        context = client::Context::fromEnv();
        again.push_back(work(count).first);
    }
    printf("{\"ms\":%f,\"againMs\":%f,\"%s\":%f}\n", first.first, median(again), done, first.second);
}

static std::pair<double, double> connect(size_t count) {
    auto all = names("B:", count);
    Countdown connected(count);
    std::vector<std::shared_ptr<client::Connect>> channels;
    auto started = Clock::now();
    for (auto &name : all)
        channels.push_back(context.connect(name).onConnect([&] { connected.down(); }).exec());
    connected.wait();
    return {since(started), double(channels.size())};
}

/** From nothing to the first value of each. */
static std::pair<double, double> first(size_t count) {
    auto all = names("B:", count);
    Countdown answered(count);
    std::mutex mutex;
    double sum = 0;
    std::vector<std::shared_ptr<client::Operation>> gets;
    auto started = Clock::now();
    for (auto &name : all)
        gets.push_back(context.get(name)
                           .field("value")
                           .result([&](client::Result &&got) {
                               {
                                   double value = got()["value"].as<double>();
                                   std::lock_guard<std::mutex> lock(mutex);
                                   sum += value;
                               }
                               answered.down();
                           })
                           .exec());
    answered.wait();
    return {since(started), sum};
}

/** The first fifty rounds of a process, and all behind the first tenth. */
static void bulk(size_t count, size_t rounds) {
    Gets all(names("B:", count));
    size_t got = all.once().first;
    std::vector<double> times;
    for (size_t round = 0; round < rounds; round++) {
        auto started = Clock::now();
        all.once();
        times.push_back(since(started));
    }
    double early = median({times.begin(), times.begin() + 50});
    printf("{\"p50ms\":%f,\"firstMs\":%f,\"got\":%zu}\n", median({times.begin() + rounds / 10, times.end()}), early, got);
}

static void array(size_t bytes) {
    shared_array<uint8_t> data(bytes);
    std::fill(data.begin(), data.end(), 7);
    context.put("BIG").set("value", data.freeze().castTo<const void>()).exec()->wait(60);
    Gets one({"BIG"});
    std::vector<double> times;
    size_t size = 0;
    for (int round = 0; round < 30; round++) {
        Countdown answered(1);
        auto started = Clock::now();
        one.operations[0]->reExecGet([&](client::Result &&got) {
            size = got()["value"].as<shared_array<const uint8_t>>().size();
            answered.down();
        });
        answered.wait();
        times.push_back(since(started));
    }
    printf("{\"p50ms\":%f,\"bytes\":%zu}\n", median(times), size);
}

int main(int argc, char **argv) {
    logger_config_env();
    context = client::Context::fromEnv();
    std::string work = argv[1];
    size_t one = std::stoul(argv[2]);
    if (work == "get") get(one);
    else if (work == "putget") putget(one);
    else if (work == "monitor") monitor(one, std::stoul(argv[3]));
    else if (work == "connect") anew(one, "connected", connect);
    else if (work == "first") anew(one, "sum", first);
    else if (work == "bulk") bulk(one, std::stoul(argv[3]));
    else if (work == "array") array(one);
    else return 2;
    context.close();
    return 0;
}
