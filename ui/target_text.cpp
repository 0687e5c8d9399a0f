#include "target_text.h"

#include <QCoreApplication>

namespace cicada {

QString targetTitle(const Target& target)
{
    switch (target.kind) {
    case Target::Kind::Sandbox:
        return QCoreApplication::translate("TargetText", "Local sandbox");
    case Target::Kind::Saved:
        return QString::fromStdString(target.name);
    case Target::Kind::Endpoint:
        return QString::fromStdString(target.endpoint.uri());
    }
    return {};
}

QString serverTitle(const ServerIdentity& server)
{
    QString name = QString::fromStdString(server.name); // servers write themselves small
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return QStringLiteral("%1 %2").arg(name, QString::fromStdString(server.version));
}

} // namespace cicada
