#include "cli_keychain.h"

#include "profile/target_store.h"

#include <QEventLoop>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <chrono>

namespace cicada {

namespace {

constexpr std::chrono::seconds kLongestWait{30};

}

std::string keychainPassword(const std::string& name)
{
    QEventLoop loop;
    std::string password;
    // Not a child, and on the heap: a keychain that answers after the limit finds it alive.
    auto* const job = new QKeychain::ReadPasswordJob(QString::fromLatin1(kKeychainService));
    job->setKey(QString::fromStdString(name));
    QObject::connect(job, &QKeychain::Job::finished, &loop, [&] {
        if (job->error() == QKeychain::NoError)
            password = job->textData().toStdString();
        loop.quit();
    });
    QTimer::singleShot(kLongestWait, &loop, &QEventLoop::quit);
    job->start();
    loop.exec();
    return password;
}

} // namespace cicada
