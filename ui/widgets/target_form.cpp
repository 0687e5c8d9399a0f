#include "widgets/target_form.h"

#include "widgets/duration_edit.h"
#include "widgets/role_label.h"
#include "widgets/wheel_guard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

namespace cicada {

namespace {

constexpr int kHighestDatabase = 16383;

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

/// Keeps cursor and selection where nothing changes.
void showIn(QLineEdit* edit, const std::string& value)
{
    if (edit->text() == text(value))
        return;
    edit->setText(text(value));
    edit->setCursorPosition(
        edit->hasFocus() ? edit->cursorPosition() : 0); // a long one from its beginning
}

} // namespace

TargetForm::TargetForm(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_name(new QLineEdit)
    , m_nameProblem(new RoleLabel(ColorRole::Error))
    , m_uri(new QLineEdit)
    , m_uriProblem(new RoleLabel(ColorRole::Error))
    , m_transport(new QComboBox)
    , m_host(new QLineEdit)
    , m_port(new QSpinBox)
    , m_unixPath(new QLineEdit)
    , m_database(new QSpinBox)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_passwordPlace(new RoleLabel(ColorRole::Muted))
    , m_tls(new QCheckBox(tr("Encrypt with T&LS")))
    , m_caFile(new QLineEdit)
    , m_certificateFile(new QLineEdit)
    , m_keyFile(new QLineEdit)
    , m_serverName(new QLineEdit)
    , m_verify(new QCheckBox(tr("&Verify the certificate")))
    , m_verifyWarning(new RoleLabel(ColorRole::Warning))
    , m_connectTimeout(new DurationEdit)
    , m_callTimeout(new DurationEdit)
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setHorizontalSpacing(14);
    m_form->setVerticalSpacing(8);
    createNameAndUri();
    createConnectionFields();
    createLogInFields();
    createTlsFields();
    createTimeouts();
    WheelGuard::protect(this);
    connectFields();
    showEndpoint();
}

void TargetForm::createNameAndUri()
{
    m_name->setAccessibleName(tr("Name of the target"));
    m_form->addRow(tr("&Name"), m_name);
    m_nameProblem->hide();
    m_form->addRow(QString(), m_nameProblem);
    m_uri->setPlaceholderText(QStringLiteral("redis://user@host:6379/0"));
    m_uri->setAccessibleName(tr("Address as a URI"));
    m_uri->setToolTip(tr("redis://, rediss:// (TLS) or unix://; fills the fields below"));
    m_form->addRow(tr("&URI"), m_uri);
    m_uriProblem->setTextFormat(Qt::PlainText);
    m_form->addRow(QString(), m_uriProblem);
}

void TargetForm::createConnectionFields()
{
    // In the order of Endpoint::Transport.
    m_transport->addItems({tr("TCP"), tr("Unix socket")});
    m_transport->setAccessibleName(tr("Transport"));
    m_form->addRow(tr("O&ver"), m_transport);
    m_host->setAccessibleName(tr("Host"));
    m_host->setPlaceholderText(tr("a name or an address"));
    m_form->addRow(tr("&Host"), m_host);
    m_port->setRange(1, 65535);
    m_port->setAccessibleName(tr("Port"));
    m_form->addRow(tr("&Port"), m_port);
    m_unixPath->setAccessibleName(tr("Path of the socket"));
    m_unixPath->setPlaceholderText(QStringLiteral("/run/redis/redis.sock"));
    m_form->addRow(tr("&Socket"), m_unixPath);
    m_database->setRange(0, kHighestDatabase);
    m_database->setAccessibleName(tr("Database"));
    m_form->addRow(tr("&Database"), m_database);
}

void TargetForm::createLogInFields()
{
    m_user->setAccessibleName(tr("User"));
    m_user->setPlaceholderText(tr("default"));
    m_form->addRow(tr("Us&er"), m_user);
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_form->addRow(tr("Pass&word"), m_password);
    m_form->addRow(QString(), m_passwordPlace);
}

QWidget* TargetForm::createFileField(QLineEdit* edit, const QString& title)
{
    edit->setAccessibleName(title);
    auto* browse = new QToolButton;
    browse->setText(QStringLiteral("…"));
    browse->setAccessibleName(tr("Choose: %1").arg(title));
    browse->setToolTip(browse->accessibleName());
    connect(browse, &QToolButton::clicked, this, [this, edit, title] {
        auto* dialog = new QFileDialog(
            this, title, edit->text(), tr("PEM files (*.pem *.crt *.key);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, [this, edit](const QString& path) {
            edit->setText(path);
            readFields();
        });
        dialog->open();
    });
    auto* field = new QWidget;
    auto* row = new QHBoxLayout(field);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(edit);
    row->addWidget(browse);
    field->setFocusProxy(edit);
    return field;
}

void TargetForm::createTlsFields()
{
    m_form->addRow(QString(), m_tls);
    m_caFile->setPlaceholderText(tr("the system's authorities"));
    QWidget* caFile = createFileField(m_caFile, tr("File of certificate authorities"));
    m_form->addRow(tr("C&A file"), caFile);
    m_certificateFile->setPlaceholderText(tr("none"));
    QWidget* certificate = createFileField(m_certificateFile, tr("Client certificate"));
    m_form->addRow(tr("Cer&tificate"), certificate);
    m_keyFile->setPlaceholderText(tr("none"));
    QWidget* key = createFileField(m_keyFile, tr("Key of the client certificate"));
    m_form->addRow(tr("&Key"), key);
    m_serverName->setPlaceholderText(tr("the host"));
    m_serverName->setAccessibleName(tr("Server name to send and verify"));
    m_form->addRow(tr("Server na&me"), m_serverName);
    m_verify->setToolTip(tr("That it is valid, from a known authority, and made for this server"));
    m_form->addRow(QString(), m_verify);
    m_verifyWarning->setText(tr("Without this, anybody on the way can read along and answer in the "
                                "server's place. Give its CA file instead where you can."));
    m_form->addRow(QString(), m_verifyWarning);
    m_tlsFields = {caFile, certificate, key, m_serverName, m_verify};
}

void TargetForm::createTimeouts()
{
    m_connectTimeout->setAccessibleName(tr("Longest time to connect and log in"));
    m_connectTimeout->setToolTip(m_connectTimeout->accessibleName());
    m_form->addRow(tr("Connect wit&hin"), m_connectTimeout);
    m_callTimeout->setAccessibleName(tr("Longest time for one call"));
    m_callTimeout->setToolTip(m_callTimeout->accessibleName());
    m_form->addRow(tr("&Call timeout"), m_callTimeout);
}

void TargetForm::connectFields()
{
    connect(m_name, &QLineEdit::editingFinished, this,
        [this] { Q_EMIT nameDone(m_name->text().trimmed()); });
    connect(m_uri, &QLineEdit::textEdited, this, &TargetForm::readUri);
    for (QLineEdit* edit :
        {m_host, m_unixPath, m_user, m_caFile, m_certificateFile, m_keyFile, m_serverName})
        connect(edit, &QLineEdit::textEdited, this, &TargetForm::readFields);
    for (QSpinBox* box : {m_port, m_database})
        connect(box, &QSpinBox::valueChanged, this, &TargetForm::readFields);
    connect(m_transport, &QComboBox::activated, this, &TargetForm::readFields);
    connect(m_tls, &QCheckBox::toggled, this, &TargetForm::readFields);
    connect(m_verify, &QCheckBox::toggled, this, &TargetForm::readFields);
    connect(m_connectTimeout, &DurationEdit::valueEdited, this, &TargetForm::readFields);
    connect(m_callTimeout, &DurationEdit::valueEdited, this, &TargetForm::readFields);
    connect(m_password, &QLineEdit::textEdited, this, &TargetForm::passwordEdited);
    connect(m_password, &QLineEdit::editingFinished, this, &TargetForm::passwordDone);
}

void TargetForm::setEndpoint(const Endpoint& endpoint)
{
    m_endpoint = endpoint;
    m_endpoint.password.clear();
    showEndpoint();
    // What was typed stays as it was typed while it means the same.
    const Result<Endpoint> typed = Endpoint::parse(m_uri->text().trimmed().toStdString());
    if (!typed || typed->uri() != m_endpoint.uri())
        showIn(m_uri, m_endpoint.uri());
    showProblem();
}

void TargetForm::setPassword(const QString& password)
{
    if (m_password->text() != password)
        m_password->setText(password);
}

void TargetForm::setPasswordPlace(const QString& sentence)
{
    m_passwordPlace->setText(sentence);
}

void TargetForm::setName(const std::optional<QString>& name)
{
    m_form->setRowVisible(m_name, name.has_value());
    m_name->setText(name.value_or(QString()));
    setNameProblem({});
}

void TargetForm::setNameProblem(const QString& problem)
{
    m_nameProblem->setText(problem);
    m_nameProblem->setVisible(!problem.isEmpty());
}

void TargetForm::focusUri()
{
    m_uri->setFocus();
    m_uri->selectAll();
}

void TargetForm::readUri(const QString& uri)
{
    Result<Endpoint> parsed = Endpoint::parse(uri.trimmed().toStdString());
    if (!parsed) {
        m_uriProblem->setText(text(parsed.error().text));
        m_uriProblem->show();
        return;
    }
    // What a URI cannot say stays as it was.
    Endpoint next = *parsed;
    const bool encrypted = next.tls.enabled;
    next.tls = m_endpoint.tls;
    next.tls.enabled = encrypted;
    next.connectTimeout = m_endpoint.connectTimeout;
    next.callTimeout = m_endpoint.callTimeout;
    const QString password = text(next.password);
    next.password.clear();
    m_endpoint = next;
    showEndpoint();
    showProblem();
    Q_EMIT endpointEdited(m_endpoint);
    if (password.isEmpty())
        return;
    setPassword(password);
    Q_EMIT passwordEdited(password);
    Q_EMIT passwordDone();
}

void TargetForm::readFields()
{
    if (m_showing)
        return;
    m_endpoint.transport = static_cast<Endpoint::Transport>(m_transport->currentIndex());
    m_endpoint.host = m_host->text().trimmed().toStdString();
    m_endpoint.port = static_cast<std::uint16_t>(m_port->value());
    m_endpoint.unixPath = m_unixPath->text().trimmed().toStdString();
    m_endpoint.database = m_database->value();
    m_endpoint.user = m_user->text().toStdString();
    Endpoint::Tls& tls = m_endpoint.tls;
    tls.enabled = m_tls->isChecked();
    tls.verify = m_verify->isChecked();
    tls.caFile = m_caFile->text().toStdString();
    tls.certificateFile = m_certificateFile->text().toStdString();
    tls.keyFile = m_keyFile->text().toStdString();
    tls.serverName = m_serverName->text().trimmed().toStdString();
    m_endpoint.connectTimeout = m_connectTimeout->value(m_endpoint.connectTimeout);
    m_endpoint.callTimeout = m_callTimeout->value(m_endpoint.callTimeout);
    showEndpoint();
    showIn(m_uri, m_endpoint.uri());
    showProblem();
    Q_EMIT endpointEdited(m_endpoint);
}

void TargetForm::showEndpoint()
{
    m_showing = true;
    const bool socket = m_endpoint.transport == Endpoint::Transport::Unix;
    const Endpoint::Tls& tls = m_endpoint.tls;
    m_transport->setCurrentIndex(static_cast<int>(m_endpoint.transport));
    if (m_host->text().trimmed().toStdString() != m_endpoint.host)
        showIn(m_host, m_endpoint.host);
    m_port->setValue(m_endpoint.port);
    showIn(m_unixPath, m_endpoint.unixPath);
    m_database->setValue(m_endpoint.database);
    showIn(m_user, m_endpoint.user);
    m_tls->setChecked(tls.enabled);
    showIn(m_caFile, tls.caFile);
    showIn(m_certificateFile, tls.certificateFile);
    showIn(m_keyFile, tls.keyFile);
    showIn(m_serverName, tls.serverName);
    m_verify->setChecked(tls.verify);
    m_connectTimeout->setValue(m_endpoint.connectTimeout);
    m_callTimeout->setValue(m_endpoint.callTimeout);
    m_form->setRowVisible(m_host, !socket);
    m_form->setRowVisible(m_port, !socket);
    m_form->setRowVisible(m_unixPath, socket);
    m_form->setRowVisible(m_tls, !socket);
    const bool encrypted = tls.enabled && !socket;
    for (QWidget* field : m_tlsFields)
        m_form->setRowVisible(field, encrypted);
    m_form->setRowVisible(m_verifyWarning, encrypted && !tls.verify);
    m_showing = false;
}

void TargetForm::showProblem()
{
    const Result<Endpoint> valid = Endpoint::parse(m_endpoint.uri());
    m_uriProblem->setText(valid ? QString() : text(valid.error().text));
    m_uriProblem->setVisible(!valid);
}

} // namespace cicada
