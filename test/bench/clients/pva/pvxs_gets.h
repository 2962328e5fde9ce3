// What the work with pvxs is made of: names, a clock, a count that is waited for, and gets that are begun.
#pragma once
#define PVXS_ENABLE_EXPERT_API
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <pvxs/client.h>

using namespace pvxs;
using Clock = std::chrono::steady_clock;

static client::Context context;

static double since(Clock::time_point started) {
    return std::chrono::duration<double, std::milli>(Clock::now() - started).count();
}

static double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/** Counted down by callbacks of pvxs's threads, and waited for. */
class Countdown {
    std::mutex mutex;
    std::condition_variable changed;
    size_t left;

  public:
    explicit Countdown(size_t count) : left(count) {}
    void down() {
        std::lock_guard<std::mutex> lock(mutex);
        if (--left == 0) changed.notify_all();
    }
    void wait() {
        std::unique_lock<std::mutex> lock(mutex);
        changed.wait(lock, [this] { return left == 0; });
    }
};

static std::vector<std::string> names(const char *prefix, size_t count) {
    std::vector<std::string> all;
    for (size_t index = 0; index < count; index++) all.push_back(prefix + std::to_string(index));
    return all;
}

/** Gets that are begun, to be executed again and again. */
struct Gets {
    std::vector<std::shared_ptr<client::Operation>> operations;

    explicit Gets(const std::vector<std::string> &all) {
        Countdown begun(all.size());
        for (auto &name : all)
            operations.push_back(context.get(name)
                                     .field("value")
                                     .autoExec(false)
                                     .onInit([&begun](const Value &) { begun.down(); })
                                     .exec());
        begun.wait();
    }

    /** All of them once; how many brought a value, and the sum. */
    std::pair<size_t, double> once() {
        Countdown answered(operations.size());
        std::mutex mutex;
        std::pair<size_t, double> result{0, 0.0};
        for (auto &operation : operations)
            operation->reExecGet([&](client::Result &&got) {
                double value = got()["value"].as<double>();
                {
                    std::lock_guard<std::mutex> lock(mutex);
                    result.first += 1;
                    result.second += value;
                }
                answered.down();
            });
        answered.wait();
        return result;
    }
};
