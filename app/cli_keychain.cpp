#include "cli_keychain.h"

#include "profile/target_store.h"

#include <QEventLoop>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <chrono>
#include <memory>

namespace cicada {

namespace {

constexpr std::chrono::seconds kLongestWait{30};

}

std::string keychainPassword(const std::string& name)
{
    QEventLoop loop;
    const auto password = std::make_shared<std::string>();
    // Not a child, and on the heap: a keychain that answers after the limit finds it alive.
    auto* const job = new QKeychain::ReadPasswordJob(QString::fromLatin1(kKeychainService));
    job->setKey(QString::fromStdString(name));
    QObject::connect(job, &QKeychain::Job::finished, job, [job, password] {
        if (job->error() == QKeychain::NoError)
            *password = job->textData().toStdString();
    });
    QObject::connect(job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(kLongestWait, &loop, &QEventLoop::quit);
    job->start();
    loop.exec();
    return *password;
}

} // namespace cicada
