#include "widgets/settings_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace cicada {

SettingsPanel::SettingsPanel(QWidget* parent)
    : QWidget(parent)
    , m_command(new QLineEdit)
    , m_profile(new QPlainTextEdit)
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF());
    m_command->setReadOnly(true);
    m_command->setFont(fixed);
    m_command->setPlaceholderText(tr("not recorded"));
    m_profile->setReadOnly(true);
    m_profile->setFont(fixed);
    m_profile->setFrameShape(QFrame::NoFrame);
    m_profile->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_profile->setPlaceholderText(tr("The test profile of this run was not recorded."));
    m_profile->setAccessibleName(tr("Test profile"));
    auto* label = new QLabel(tr("&Repeat it with"));
    label->setBuddy(m_command);
    auto* copy = new QPushButton(tr("C&opy"));
    copy->setAccessibleName(tr("Copy the command line"));
    connect(copy, &QPushButton::clicked, this,
        [this] { QApplication::clipboard()->setText(m_command->text()); });

    auto* line = new QHBoxLayout;
    line->setContentsMargins(8, 8, 8, 4);
    line->addWidget(label);
    line->addWidget(m_command, 1);
    line->addWidget(copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_profile, 1);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

void SettingsPanel::setRecord(const RunRecord& record)
{
    m_command->setText(QString::fromStdString(record.repeatCommand));
    m_command->setCursorPosition(0);
    const auto profile = QByteArray::fromStdString(record.profileJson);
    const QJsonDocument json = QJsonDocument::fromJson(profile);
    m_profile->setPlainText(
        QString::fromUtf8(json.isNull() ? profile : json.toJson(QJsonDocument::Indented)));
}

} // namespace cicada
